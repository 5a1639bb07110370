/** Characters of the window that begins with a line. */
const WINDOW = 100;
const FACTOR = 37;
const WORD = 2 ** 32;
/** Stands for the end of the file. */
const END = "\uFFFF";

/**
 * What GitHub code scanning knows lines by, so that an alert follows its line: `primaryLocationLineHash`, as its upload action
 * works it out where it is missing. A polynomial over the line's first 100 characters and those that follow, without blanks;
 * then which of the lines with that window it is.
 */
export function lineHashes(text: string, lines: ReadonlySet<number>): Map<number, string> {
  const dense = `${text.replaceAll(/\r\n?/g, "\n").replaceAll(/[ \t]+/g, "")}${END}`;
  const wanted = new Set<string>();
  for (const { line, window } of windowsOf(dense)) if (lines.has(line)) wanted.add(window);
  const seen = new Map<string, number>();
  const hashes = new Map<number, string>();
  for (const { line, window } of windowsOf(dense)) {
    if (!wanted.has(window)) continue;
    const count = (seen.get(window) ?? 0) + 1;
    seen.set(window, count);
    if (lines.has(line)) hashes.set(line, `${polynomial(window)}:${count}`);
  }
  return hashes;
}

function* windowsOf(dense: string): Generator<{ line: number; window: string }> {
  let line = 1;
  for (let at = 0; at < dense.length; line += 1) {
    yield { line, window: dense.slice(at, at + WINDOW) };
    const end = dense.indexOf("\n", at);
    at = end === -1 ? dense.length : end + 1;
  }
}

/** Modulo 2^64, in two words; what is missing counts as zeros. */
function polynomial(window: string): string {
  let [high, low] = [0, 0];
  for (let index = 0; index < WINDOW; index += 1) {
    const unit = index < window.length ? window.charCodeAt(index) : 0;
    const next = low * FACTOR + unit;
    high = (high * FACTOR + Math.floor(next / WORD)) % WORD;
    low = next % WORD;
  }
  return high === 0 ? low.toString(16) : `${high.toString(16)}${low.toString(16).padStart(8, "0")}`;
}
