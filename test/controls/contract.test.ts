import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { controls } from "../../src/controls/index.ts";

const source = join(import.meta.dirname, "../../src/controls");
const files = readdirSync(source).filter((name) => name !== "index.ts");

test("every control is a file, a line of the list and a test of its name", () => {
  const ids = controls.map((control) => control.id);
  expect(files.map((name) => name.replace(/\.ts$/, "")).sort()).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  const tests = readdirSync(import.meta.dirname).map((name) => name.replace(/\.test\.ts$/, ""));
  expect(ids.filter((id) => !tests.includes(id))).toEqual([]);
});

test.for(controls.map((control) => [control.id, control] as const))("%s explains itself", ([, control]) => {
  expect(control.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(control.title).not.toBe("");
  expect(control.rationale).toMatch(/\.$/);
  expect(control.satisfies.length).toBeGreaterThan(0);
  for (const key of control.requiresOneOf ?? []) expect(control.settings).toHaveProperty([key]);
});
