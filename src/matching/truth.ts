/** Whether something is so, as far as the facts tell. */
export type Truth = "yes" | "no" | "cannot-tell";

/** So only if every part is so. */
export function every(parts: Iterable<Truth>): Truth {
  let result: Truth = "yes";
  for (const part of parts) {
    if (part === "no") return "no";
    if (part === "cannot-tell") result = part;
  }
  return result;
}

/** So if any part is so. */
export function some(parts: Iterable<Truth>): Truth {
  let result: Truth = "no";
  for (const part of parts) {
    if (part === "yes") return "yes";
    if (part === "cannot-tell") result = part;
  }
  return result;
}

export function truth(value: boolean): Truth {
  return value ? "yes" : "no";
}
