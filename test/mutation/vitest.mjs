// What the tests import as "vitest" while mutants run: tests are noted for the runner; expectations are vitest's own.
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from "@vitest/expect";
import * as chai from "chai";

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

/** Tests that measure time or count work: what a mutant adds to the code would fail them. */
const ofSpeed = /linear time|twice the (?:text|work)|takes twice/;
let tests = [];
let file = "";

/** Forgets all tests. */
export function forget() {
  tests = [];
}

/** Tests noted from now on stand in this file. */
export function enter(path) {
  file = path;
  tests.push({ file, before: [], after: [], bodies: [] });
}

/** All tests noted, a table being one. */
export function noted() {
  return tests.flatMap(({ file, before, after, bodies }) =>
    bodies.map(({ title, body }, index) => ({
      id: `${file}#${index} ${title}`,
      file,
      async run() {
        for (const hook of before) await hook();
        try {
          await body();
        } finally {
          for (const hook of after) await hook();
        }
      },
    })),
  );
}

function note(title, body) {
  if (!ofSpeed.test(`${titles.join(" ")} ${title}`)) tests.at(-1).bodies.push({ title, body });
}

const titles = [];

export function describe(title, body) {
  titles.push(title);
  body();
  titles.pop();
}

export function test(title, ...rest) {
  note(title, () => rest.find((given) => typeof given === "function")({ expect }));
}

test.for = (rows) => (title, body) =>
  note(title, async () => {
    for (const row of rows) await body(row, { expect });
  });

export const beforeAll = (hook) => tests.at(-1).before.push(hook);
export const afterAll = (hook) => tests.at(-1).after.push(hook);
export const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect);
