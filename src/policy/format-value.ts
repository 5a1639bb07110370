const longest = 60;

/** A value of a policy as its file would write it on one line, shortened. */
export function formatValue(value: unknown): string {
  if (value === undefined || value === null) return "none";
  if (typeof value === "string") return formatText(value);
  if (Array.isArray(value)) return `[${value.map(formatValue).join(", ")}]`;
  if (typeof value !== "object") return String(value);
  const members = Object.entries(value).map(([key, member]) => `${formatText(key)}: ${formatValue(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** A value that was found where another was expected. */
export function formatFound(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return typeof value === "object" && value !== null ? "a map" : String(value);
}

function formatText(text: string): string {
  const isPlain =
    /^[\p{L}\p{N}.*?/@<>=~^+$()|\\_-]([\p{L}\p{N}.*?/@<>=~^+$()|\\_ -]*[\p{L}\p{N}.*?/@<>=~^+$()|\\_-])?$/u.test(text);
  return isPlain && text.length <= longest ? text : JSON.stringify(shorten(text));
}

function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
