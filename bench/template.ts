/** A text with parts that change: fills in the values, which stand in the order of the parts. */
export function templateOf(text: string, parts: readonly string[]): (values: readonly string[]) => string {
  let pieces: (string | number)[] = [text];
  for (const [index, part] of parts.entries()) {
    pieces = pieces.flatMap((piece) =>
      typeof piece === "number"
        ? [piece]
        : piece.split(part).flatMap((rest, at) => (at === 0 ? [rest] : [index, rest])),
    );
  }
  return (values) => pieces.map((piece) => (typeof piece === "number" ? values[piece] : piece)).join("");
}
