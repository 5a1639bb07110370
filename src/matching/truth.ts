/** Whether something is so, as far as the facts tell. */
export type Truth = "yes" | "no" | "cannot-tell";

/** Whether something is so of every item; ends at the first of which it is not. */
export function every<T>(items: Iterable<T>, of: (item: T) => Truth): Truth {
  let result: Truth = "yes";
  for (const item of items) {
    const part = of(item);
    if (part === "no") return "no";
    if (part === "cannot-tell") result = part;
  }
  return result;
}

/** Whether something is so of some item; ends at the first of which it is. */
export function some<T>(items: Iterable<T>, of: (item: T) => Truth): Truth {
  let result: Truth = "no";
  for (const item of items) {
    const part = of(item);
    if (part === "yes") return "yes";
    if (part === "cannot-tell") result = part;
  }
  return result;
}

export function truth(value: boolean): Truth {
  return value ? "yes" : "no";
}
