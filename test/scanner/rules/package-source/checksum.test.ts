import { expect, test } from "vitest";
import { hasChecksum, positionsIn } from "../../../../src/scanner/rules/package-source/position.ts";
import { sourceOf } from "../../../../src/scanner/source.ts";

const far = "x".repeat(450);

test.for([
  ["HERE sha256 = 'a'", true],
  ["sha512: a\nHERE", true],
  ["HERE\nintegrity: a", true],
  ["hash = a, HERE", true],
  ["HERE\n\nsha256 = 'a'", false],
  ["sha256 = 'a'\n  \t\nHERE", false],
  ["sha256 = 'a'\n\nHERE", false],
  ["sha256 = 'a'\na\nHERE", true],
  ["HERE\na\nsha256 = 'a'", true],
  ["HERE\n  \t\nsha256 = 'a'", false],
  ["f(sha256) HERE", false],
  ["HERE) sha256", false],
  ["HERE } sha256", false],
  [`sha256 ${far} HERE`, false],
  [`HERE ${far} sha256`, false],
  ["HERE rehashed", false],
  ["HERE", false],
] as const)("%j: a checksum beside it → %s", ([text, answer]) => {
  const start = text.indexOf("HERE");
  expect(hasChecksum(sourceOf("a.yaml", text), { start, end: start + 4 })).toBe(answer);
});

test("positions are for paths, languages and texts", () => {
  const positions = [{}, { path: /\.yaml$/ }, { path: /\.js$/ }, { languages: ["yaml"] }, { languages: ["json"] }];
  const texts = [
    { text: /a:/ },
    { text: /b:/ },
    { path: /\.yaml$/, languages: ["json"] },
    { path: /\.js$/, text: /a:/ },
  ];
  const source = sourceOf("a.yaml", "a: 1");
  expect(positionsIn(source, positions)).toEqual([{}, { path: /\.yaml$/ }, { languages: ["yaml"] }]);
  expect(positionsIn(source, texts)).toEqual([{ text: /a:/ }]);
});
