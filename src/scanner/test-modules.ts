import { locate } from "./lines.ts";
import { placeAt, type Source } from "./source.ts";

/** https://doc.rust-lang.org/book/ch11-03-test-organization.html */
const testModule =
  /#\[cfg\((?:all\(\s*)?test\b[^\]\n]{0,100}\)\]\s*(?:#\[[^\]\n]{0,100}\]\s*)?(?:pub(?:\([^)\n]{0,40}\))?\s+)?mod\s+\w{1,80}\s*\{/g;
const testFunction =
  /#\[(?:\w{1,40}::)?test(?:\([^)\n]{0,100}\))?\]\s*(?:#\[[^\]\n]{0,100}\]\s*)?(?:async\s+)?fn\s+\w{1,120}\s*\([^{};]{0,200}\{/g;
const signs = /[{}]/g;

/** Whether an offset is in a part of the file that is compiled for its tests alone, as Rust has them. */
export function testModulesOf(source: Source): (at: number) => boolean {
  if (source.language.name !== "rust" || !source.text.includes("test")) return () => false;
  const modules: [start: number, end: number][] = [];
  const openings = [testModule, testFunction].flatMap((pattern) => [...source.text.matchAll(pattern)]);
  for (const { 0: opening, index } of openings.sort((a, b) => a.index - b.index)) {
    if (index < (modules.at(-1)?.[1] ?? 0) || isText(source, index)) continue;
    modules.push([index, endOf(source, index + opening.length)]);
  }
  const starts = modules.map(([start]) => start);
  return (at) => {
    const [start = at, end = at] = modules[locate(starts, at).line - 1] ?? [];
    return start <= at && at < end;
  };
}

/** Where the block ends that has been opened before an offset; braces in strings and comments do not count. */
function endOf(source: Source, inside: number): number {
  let depth = 1;
  signs.lastIndex = inside;
  for (let sign = signs.exec(source.text); sign !== null; sign = signs.exec(source.text)) {
    if (isText(source, sign.index)) continue;
    depth += sign[0] === "{" ? 1 : -1;
    if (depth === 0) return sign.index;
  }
  return source.text.length;
}

function isText(source: Source, at: number): boolean {
  return placeAt(source, at)?.token !== undefined;
}
