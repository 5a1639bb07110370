import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const ids = Array.from({ length: 58 }, (_, index) => `A${String(index + 1).padStart(2, "0")}`);

interface Row {
  id: string;
  defence: string;
  tests: string[];
}

const rows = readFileSync(join(root, "docs/security.md"), "utf8").split("\n").flatMap(readRow);

function readRow(line: string): Row[] {
  const [, id, , defence = "", tests = ""] = line.split("|").map((cell) => cell.trim());
  if (id === undefined || !/^A\d{2}$/.test(id)) return [];
  return [{ id, defence, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "") }];
}

/** The ids that the titles of a test file's tests, and of the rows of its tables, begin with. */
function bornIn(path: string): Set<string> {
  const titles = readFileSync(path, "utf8").matchAll(/["'`]((?:A\d{2} )+)/g);
  return new Set([...titles].flatMap(([, found = ""]) => found.trim().split(" ")));
}

test("the table of attacks holds every id once, in order", () => {
  expect(rows.map(({ id }) => id)).toEqual(ids);
});

test.for(rows)("$id is borne by tests of each file that the table names, or told as a limit", ({ id, ...row }) => {
  const without = row.tests.filter((name) => {
    const path = join(root, "test", `${name}.test.ts`);
    return !existsSync(path) || !bornIn(path).has(id);
  });
  expect(without).toEqual([]);
  if (row.tests.length === 0) expect(row.defence).toMatch(/^Limit: /);
});

test("no test bears an id that the table lacks", () => {
  const paths = globSync("test/**/*.test.ts", { cwd: root });
  const borne = new Set(paths.flatMap((path) => [...bornIn(join(root, path))]));
  expect([...borne].filter((id) => !ids.includes(id))).toEqual([]);
});
