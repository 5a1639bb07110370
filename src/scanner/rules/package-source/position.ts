import type { Source } from "../../source.ts";
import type { JudgedAddress } from "../../urls/judged-addresses.ts";

/** A place where packages, modules or sources come from the address that stands there. All that is given has to hold. */
export interface SourcePosition {
  /** Path of the file. */
  readonly path?: RegExp;
  /** Name of the language of the file. */
  readonly languages?: readonly string[];
  /** Keys or elements above the address, outermost first, joined by slashes. */
  readonly keys?: RegExp;
  /** The last header `[section]` above the address, without brackets. */
  readonly section?: RegExp;
  /** Text before the address in its line; a line goes on after a backslash. */
  readonly line?: RegExp;
  /** Text before the address, over lines. */
  readonly near?: RegExp;
  /** Text anywhere in the file. */
  readonly text?: RegExp;
  /** Whether a checksum beside the address says what has to come from there. */
  readonly pinned?: boolean;
}

/** Characters before an address that a position may look at. */
const REACH = 400;
/** Characters from a header to the last address of its section. */
const SECTION = 4000;

/** Of some positions those that may be in a file. */
export function positionsIn({ path, language, text: all }: Source, positions: readonly SourcePosition[]) {
  return positions.filter(
    ({ path: wanted, languages, text }) =>
      wanted?.test(path) !== false && languages?.includes(language.name) !== false && text?.test(all) !== false,
  );
}

/** The first of some positions that an address stands at. */
export function positionOf(
  source: Source,
  { address, keys }: JudgedAddress,
  positions: readonly SourcePosition[],
): SourcePosition | undefined {
  const near = source.text.slice(Math.max(0, address.start - REACH), address.start);
  const line = lineAround(source, address).before;
  const above = keys.join("/");
  return positions.find(
    (position) =>
      position.keys?.test(above) !== false &&
      position.line?.test(line) !== false &&
      position.near?.test(near) !== false &&
      (position.section === undefined || position.section.test(sectionAbove(source.text, address.start))),
  );
}

/** Text before and after something in its line, which goes on after a backslash, or what Windows has for it. */
export function lineAround({ text }: Source, { start, end }: { start: number; end: number }) {
  const newline = /(?<![\\`^]\r?)\n/;
  return {
    before:
      text
        .slice(Math.max(0, start - REACH), start)
        .split(newline)
        .at(-1) ?? "",
    after: text.slice(end, end + REACH).split(newline)[0] ?? "",
  };
}

function sectionAbove(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - SECTION), at);
  return /^\[{1,2}([^\]\n]{1,200})\]/.exec(before.slice(before.lastIndexOf("\n[") + 1))?.[1]?.trim() ?? "";
}

const checksum =
  /(?<![A-Za-z])(?:sha(?:1|256|384|512)(?:sums?)?|b2sums?|md5|hash|integrity|checksum|narHash|URL_HASH)(?![A-Za-z])/i;

/** Whether a checksum stands in the lines beside an address. */
export function hasChecksum({ text }: Source, { start, end }: { start: number; end: number }): boolean {
  const before =
    text
      .slice(Math.max(0, start - 300), start)
      .split(/\n[ \t]*\n|[)}]/)
      .at(-1) ?? "";
  const after = text.slice(end, end + REACH).split(/\n[ \t]*\n|[)}]/, 1)[0] ?? "";
  return checksum.test(before) || checksum.test(after);
}
