import { afterEach, beforeEach, expect, test } from "vitest";
import { findingsOf, makeFolder, runScan } from "./scan-checkout.ts";

const bad = "fetch('http://api.initech.io');\n";
const megabytes = 1024 * 1024;

let at: Awaited<ReturnType<typeof makeFolder>>;
beforeEach(async () => {
  at = await makeFolder();
  await at.git("init", "--quiet", "--initial-branch=main");
});
afterEach(() => at.remove());

const utf16be = Buffer.from(`\uFEFF${bad}`, "utf16le").swap16();

test.for([
  { when: "UTF-16 with its mark", name: "a.ps1", bytes: Buffer.from(`\uFEFF${bad}`, "utf16le"), found: 1 },
  { when: "UTF-16, high byte first", name: "a.ps1", bytes: utf16be, found: 1 },
  { when: "UTF-16 in a file of no known kind", name: "a.unknown", bytes: utf16be, found: 1 },
  { when: "UTF-16 cut in the middle of a unit", name: "a.js", bytes: Buffer.concat([utf16be, Buffer.of(1)]), found: 1 },
  { when: "UTF-8 with its mark", name: "a.js", bytes: Buffer.from(`\uFEFF${bad}`), found: 1 },
  { when: "Latin-1", name: "a.js", bytes: Buffer.from(`// \xe9\xff\n${bad}`, "latin1"), found: 1 },
  { when: "broken UTF-8", name: "a.js", bytes: Buffer.from(`\xff\xc3\x28\xf0\n${bad}\xe2\x82`, "latin1"), found: 1 },
  { when: "a NUL in source code", name: "a.js", bytes: Buffer.from(`"\0";\n${bad}`), found: 1 },
  { when: "a NUL in a file of no known kind", name: "a.dat", bytes: Buffer.from(`\0\n${bad}`), found: 0 },
  { when: "an empty file", name: "a.js", bytes: Buffer.of(), found: 0 },
  { when: "a byte order mark alone", name: "a.js", bytes: Buffer.from("\uFEFF"), found: 0 },
])("$when → read as far as it goes, as a file and as a change", async ({ name, bytes, found }) => {
  const base = await at.commit();
  await at.write({ [name]: bytes });
  expect(await findingsOf({}, at.folder)).toHaveLength(found);
  const head = await at.commit();
  expect(await findingsOf({ base, head }, at.folder)).toHaveLength(found);
  expect((await runScan({ base, head }, at.folder)).status).toBe(found);
});

test("a minified file in one line of 5 MB → the place within the line", async () => {
  const piece = "f(1,'https://api.initech.io',a/b);";
  const before = piece.repeat(Math.ceil((5 * megabytes) / piece.length));
  await at.write({ "min.js": `${before}${bad}` });
  const { out } = await runScan({ json: true }, at.folder);
  expect(JSON.parse(out).findings).toMatchObject([{ line: 1, column: before.length + "fetch('".length + 1 }]);
});

test("a file of 50 MB, and a binary one → within the time of a test", { timeout: 60_000 }, async () => {
  const base = await at.commit();
  const row = "const answer = compute(42, 'https://api.initech.io/v1');\n";
  const rows = Math.ceil((50 * megabytes) / row.length);
  await at.write({ "large.js": `${row.repeat(rows)}${bad}`, "large.bin": Buffer.alloc(50 * megabytes) });
  const expected = [`large.js:${rows + 1} HTTP001`];
  expect(await findingsOf({}, at.folder)).toEqual(expected);
  await at.git("add", "large.js");
  expect(await findingsOf({ base }, at.folder)).toEqual(expected);
});
