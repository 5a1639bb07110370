import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { policyDiff } from "../../src/cli/commands/policy-diff.ts";
import { policyExplain } from "../../src/cli/commands/policy-explain.ts";
import { policyValidate } from "../../src/cli/commands/policy-validate.ts";
import { controls } from "../../src/controls/index.ts";
import { roles } from "../support/policies.ts";

const folder = mkdtempSync(join(tmpdir(), "mergewarden-policy-"));
afterAll(() => rmSync(folder, { recursive: true }));

const files = {
  good: `version: 1\n${roles}\ncontrols: { senior-review: { approvals: 2 } }\n`,
  same: `version: 1\n${roles}\ncontrols: { senior-review: { approvals: 2, from: senior } }\n`,
  strict: `version: 1\n${roles}\ncontrols: { senior-review: { approvals: 3 } }\n`,
  lax: `version: 1\n${roles}\ncontrols: { senior-review: { approvals: 1 } }\n`,
  bad: "version: 1\nmod: x\ncontrols: { senior-review: { approvals: two } }\n",
  hostile: `version: 1
roles: { "s\\e[31m\\x9b1m": { users: ["b\\u202e"] } }
check-name: "g\\x9b"
controls: { senior-review: { from: "s\\e[31m\\x9b1m" } }
rules: [{ name: "n\\x9b", when: { title: "\\u202e" }, controls: { senior-review: { approvals: 2 } } }]
`,
  incomplete: "version: 1\ncontrols: { lint: {} }\n",
  rules: `version: 1\nmode: observe\n${roles}\ncontrols: { senior-review: {}, two-factor: { enforcement: warn } }\nrules: [{ name: docs, when: { only-paths: docs/** }, controls: { senior-review: { enforcement: off } } }]\nbreak-glass: {}\n`,
};
type Name = keyof typeof files | "missing";
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

interface Told {
  status: number;
  out: string;
  error: string;
}

/** What a command says; file names without their folder. */
async function told(
  run: (io: { out(text: string): void; error(text: string): void }) => Promise<number>,
): Promise<Told> {
  const texts = { out: "", error: "" };
  const take = (stream: "out" | "error") => (text: string) => {
    texts[stream] += text.replaceAll(`${folder}/`, "");
  };
  const status = await run({ out: take("out"), error: take("error") });
  return { status, ...texts };
}

const path = (name: Name) => join(folder, name);
const under = (floor: Name | null) => (floor === null ? {} : { orgPolicy: path(floor) });
const validate = (name: Name, floor: Name | null, json = false) =>
  told((io) => policyValidate({ file: path(name), ...under(floor), json }, io, controls));
const explain = (name: Name, floor: Name | null, json = false) =>
  told((io) => policyExplain({ file: path(name), ...under(floor), json }, io, controls));
const diff = (before: Name, after: Name, floor: Name | null, json = false) =>
  told((io) => policyDiff({ before: path(before), after: path(after), ...under(floor), json }, io, controls));

const badLines = [
  "bad:2:1 mod: unknown key, did you mean mode?",
  'bad:3:30 controls.senior-review.approvals: expected a whole number from 1 to 10, got "two"',
];

test.for([
  { when: "policy explain", run: () => explain("hostile", null) },
  { when: "policy diff", run: () => diff("good", "hostile", null) },
  { when: "policy validate under a floor", run: () => validate("good", "hostile") },
  { when: "policy validate of what lacks a role", run: () => validate("hostile", "good") },
])("nothing that a policy says steers a terminal: $when", async ({ run }) => {
  const { out, error } = await run();
  expect(out + error).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
});

describe("policy validate", () => {
  test.for<[Name, Name | null, number, string[], string[]]>([
    ["good", null, 0, ["good is valid"], []],
    ["strict", "good", 0, ["strict is valid"], []],
    [
      "lax",
      "good",
      1,
      [
        "lax is valid",
        "controls.senior-review.approvals: 1 (lax:3:30) has no effect: the organisation asks for 2 (good:3:30)",
      ],
      [],
    ],
    ["bad", null, 2, [], badLines],
    ["good", "bad", 2, [], badLines],
    ["incomplete", null, 2, [], ["incomplete:2:13 controls.lint: expected checks with at least one item, got nothing"]],
  ])("%s under %s → %i", async ([name, floor, status, out, error]) => {
    const lines = (texts: string[]) => texts.map((line) => `${line}\n`).join("");
    expect(await validate(name, floor)).toEqual({ status, out: lines(out), error: lines(error) });
  });

  test("a file that is not there → 2, with the reason", async () => {
    const { status, error } = await validate("missing", null);
    expect({ status, error }).toEqual({ status: 2, error: expect.stringContaining("no such file") });
  });

  test("--json prints one document, also of an invalid file", async () => {
    const { status, out } = await validate("bad", null, true);
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      valid: false,
      problems: [
        { file: "bad", line: 2, column: 1, path: "mod" },
        { line: 3, path: "controls.senior-review.approvals" },
      ],
    });
    expect(JSON.parse((await validate("lax", "good", true)).out)).toMatchObject({
      valid: true,
      problems: [],
      withoutEffect: [{ path: "controls.senior-review.approvals", repository: { file: "lax", line: 3 } }],
    });
  });
});

describe("policy diff", () => {
  test.for<[Name, Name, Name | null, number, string]>([
    ["good", "same", null, 0, "The two policies have the same effect\n"],
    ["good", "strict", null, 0, "tightened: controls.senior-review.approvals: 2 → 3\n"],
    ["good", "lax", null, 1, "loosened: controls.senior-review.approvals: 2 → 1\n"],
    ["good", "lax", "good", 0, "The two policies have the same effect\n"],
    ["bad", "good", null, 2, ""],
    ["good", "bad", null, 2, ""],
    ["good", "good", "bad", 2, ""],
    ["good", "missing", null, 2, ""],
  ])("%s to %s under %s → %i", async ([before, after, floor, status, out]) => {
    const result = await diff(before, after, floor);
    expect({ status: result.status, out: result.out }).toEqual({ status, out });
    expect(result.error === "").toBe(status !== 2);
  });

  test("what is wrong with the floor is told once", async () => {
    expect((await diff("good", "lax", "bad")).error).toBe(badLines.map((line) => `${line}\n`).join(""));
  });

  test("--json prints the effects", async () => {
    expect(JSON.parse((await diff("good", "lax", null, true)).out)).toEqual({
      effects: [
        {
          path: "controls.senior-review.approvals",
          effect: "loosened",
          text: "controls.senior-review.approvals: 2 → 1",
        },
      ],
      problems: [],
    });
    expect(JSON.parse((await diff("good", "bad", null, true)).out)).toMatchObject({ effects: [], problems: [{}, {}] });
  });
});

describe("policy explain", () => {
  test.for([
    "  mode: observe (set by the repository)",
    "  branches: the default branch (default)",
    "  senior-review: Senior review; blocks the merge (asked for by the organisation)",
    "    approvals: 2 (asked for by the organisation)",
    "    keep-approvals: same-diff (default)",
    "  two-factor: Two-factor authentication; warns, and never blocks (set by the repository)",
    "  senior: teams seniors (asked for by the organisation)",
    "  docs (set by the repository)",
    "    when only-paths [docs/**]",
    "    then senior-review { enforcement: off }",
    "  valid-hours: 4 (default)",
    "  rules.0.controls.senior-review.enforcement: off (rules:5:83) has no effect: the organisation asks for block (good:3:13)",
  ])("says %s", async (line) => {
    const { status, out } = await explain("rules", "good");
    expect(status).toBe(0);
    expect(out.split("\n")).toContain(line);
  });

  test("--json says the same", async () => {
    expect(JSON.parse((await explain("rules", "good", true)).out)).toMatchObject({
      controls: [
        {
          id: "senior-review",
          enforcement: "block",
          from: "organization",
          settings: [{ key: "approvals", value: 2 }, {}, {}, {}, {}, {}],
        },
        { id: "two-factor", enforcement: "warn", from: "repository", settings: [] },
      ],
      rules: [{ name: "docs", from: "repository" }],
      breakGlass: [{ key: "request", value: "senior", from: "default" }, {}, {}, {}, {}],
    });
  });

  test("an invalid file → 2", async () => {
    const { status, out, error } = await explain("bad", null, true);
    expect({ status, error }).toEqual({ status: 2, error: badLines.map((line) => `${line}\n`).join("") });
    expect(JSON.parse(out)).toMatchObject({ problems: [{}, {}] });
  });
});
