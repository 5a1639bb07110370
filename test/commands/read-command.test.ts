import fc from "fast-check";
import { expect, test } from "vitest";
import { readCommand } from "../../src/commands/read-command.ts";

const waive = { name: "waive", rule: "HTTP001", path: "src/x.ts", line: null, until: "2027-01-31", reason: "why not" };

test.for<[string, object]>([
  ["recheck", { name: "recheck" }],
  ["  explain \t", { name: "explain" }],
  ["break-glass INC-1 The site  is down", { name: "break-glass", incident: "INC-1", reason: "The site  is down" }],
  ['break-glass "INC 1" down', { name: "break-glass", incident: "INC 1", reason: "down" }],
  ["break-glass `approve` down", { name: "break-glass", incident: "approve", reason: "down" }],
  ["break-glass Approve down", { name: "break-glass", incident: "Approve", reason: "down" }],
  ["break-glass approve", { name: "break-glass approve", reason: null }],
  ["break-glass approve I read it", { name: "break-glass approve", reason: "I read it" }],
  ["waive HTTP001 src/x.ts until 2027-01-31 why not", waive],
  ["waive http001 ./src//./x.ts until 2027-01-31 why not", waive],
  ["waive HTTP001 src/x.ts:12 until 2027-01-31 why not", { ...waive, line: 12 }],
  ['waive HTTP001 "src/x.ts":12 until 2027-01-31 why not', { ...waive, line: 12 }],
  ['waive HTTP001 "src/x.ts:12" until 2027-01-31 why not', { ...waive, path: "src/x.ts:12" }],
  ["waive HTTP001 `a b:c.ts`:3 until 2027-01-31 why not", { ...waive, path: "a b:c.ts", line: 3 }],
  [String.raw`waive HTTP001 "a \"b\".ts" until 2027-01-31 why not`, { ...waive, path: 'a "b".ts' }],
  ["waive HTTP001 c:x until 2027-01-31 why not", { ...waive, path: "c:x" }],
  ["waive HTTP001 src/x.ts until 2028-02-29 why not", { ...waive, until: "2028-02-29" }],
  ["review approve Read it all", { name: "review", decision: "approve", reason: "Read it all" }],
  ["review reject Read it all", { name: "review", decision: "reject", reason: "Read it all" }],
  ["review escalate Read it all", { name: "review", decision: "escalate", reason: "Read it all" }],
])("%s → a command", ([line, command]) => {
  expect(readCommand(`/mergewarden ${line}`)).toEqual({ command });
});

test.for<[string, RegExp]>([
  ["", /^A command is missing\. There are `\/mergewarden recheck`, /],
  ["merge now", /^There is no command merge\. There are /],
  ["constructor", /^There is no command constructor\./],
  ['"recheck"', /^There is no command recheck\./],
  ["recheck now", /^`recheck` takes nothing more\. Write `\/mergewarden recheck`\.$/],
  ["break-glass", /^The incident is missing\. Write `.*INCIDENT REASON…` or `.*break-glass approve`\.$/],
  ["break-glass INC-1", /^The reason is missing\./],
  ["break-glass INC-1 …!", /^The reason is missing\./],
  ["break-glass -- down", /^The incident is missing\./],
  ['break-glass "INC 1 down', /^A quote is opened and not closed\./],
  [`break-glass INC-1 ${"x".repeat(501)}`, /^The reason has 501 characters, at most 500\./],
  [`break-glass ${"x".repeat(101)} down`, /^The incident has 101 characters, at most 100\./],
  ["break-glass approve …", /^The reason is missing\./],
  ["waive", /^The rule is missing; the rules are HTTP001, HTTP002, /],
  ["waive HTTP999 a until 2027-01-31 why", /^There is no rule HTTP999; the rules are HTTP001, .*\. Write `/],
  ["waive HTTP001", /^The path is missing\./],
  ["waive HTTP001 a.ts", /^Behind the path `until` must follow; a path with spaces stands between quotes\./],
  ["waive HTTP001 a b.ts until 2027-01-31 why", /^Behind the path `until` must follow/],
  ['waive HTTP001 "a.ts"x until 2027-01-31 why', /^Behind the quoted path only `:LINE` can stand\./],
  ["waive HTTP001 a.ts:0 until 2027-01-31 why", /^There is no such line/],
  ["waive HTTP001 a.ts until", /^The date must exist and be written YYYY-MM-DD\./],
  ["waive HTTP001 a.ts until 2027-02-29 why", /^The date must exist/],
  ["waive HTTP001 a.ts until 2027-13-01 why", /^The date must exist/],
  ["waive HTTP001 a.ts until tomorrow why", /^The date must exist/],
  ["waive HTTP001 a.ts until 2027-01-31", /^The reason is missing\. Write `\/mergewarden waive RULE PATH/],
  ["review", /^`review` needs a decision\. Write `\/mergewarden review approve\|reject\|escalate REASON…`\.$/],
  ["review approved yes", /^`review` needs a decision\./],
  ["review approve", /^The reason is missing\./],
])("%s → what is wrong", ([line, problem]) => {
  expect(readCommand(`/mergewarden ${line}`)).toMatchObject({ problem: expect.stringMatching(problem) });
});

test.for(["/a.ts", "../a.ts", "a/../b.ts", "a/", "*.ts", String.raw`a\b.ts`, ".", "./"])(
  "the path %s names no file of the repository",
  (path) => {
    expect(readCommand(`/mergewarden waive HTTP001 ${path} until 2027-01-31 why`)).toHaveProperty("problem");
  },
);

const found = "/mergewarden recheck";
test.for<[string, string, "command" | "problem" | null]>([
  ["on a line among others", `Now?\r\n\r\n${found}\r\nThanks.`, "command"],
  ["behind a code block", `\`\`\`\nx\n\`\`\`\n${found}`, "command"],
  ["behind code in a line", `\`\`\`x\`\`\`\n${found}`, "command"],
  ["behind a comment in a line", `<!-- x -->\n${found}`, "command"],
  ["A41 quoted", `> ${found}`, null],
  ["in a fence", `\`\`\`\n${found}\n\`\`\``, null],
  ["in an open fence", `~~~ text\n${found}`, null],
  ["in a fence that a shorter one does not close", `\`\`\`\`\n\`\`\`\n${found}`, null],
  ["in a fence that an indented one does not close", `\`\`\`\n    \`\`\`\n${found}`, null],
  ["A41 where nobody sees it", `<!--\n${found}\n-->`, null],
  ["in the middle of a line", `Do ${found}`, null],
  ["indented", `    ${found}`, null],
  ["as the start of a word", "/mergewardens recheck", null],
  ["twice", `${found}\n${found}`, "problem"],
  ["with another that is no command", `${found}\n/mergewarden merge`, "problem"],
])("a command %s", ([, body, outcome]) => {
  const reading = readCommand(body);
  expect(reading === null ? null : Object.keys(reading)[0]).toBe(outcome);
});

const pieces = fc.constantFrom(
  ..."/mergewarden recheck break-glass approve waive HTTP001 review until 2027-01-31 a.ts:1 INC-1".split(" "),
  ...['"', "`", "```", "~~~", "\\", ":", "\n", "\r", "<!--", "-->", "> ", " ", "\t", "\u0000", "\ud800", "é", "\u202e"],
);
const almost = fc
  .tuple(
    fc.constantFrom("recheck", "break-glass INC-1 down", "break-glass approve", "waive HTTP001 a until 2027-01-31 why"),
    fc.array(pieces, { maxLength: 2 }),
  )
  .map(([command, parts]) => `/mergewarden ${[command, ...parts].join(" ")}`);
const comments = fc.oneof(
  almost,
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.array(fc.oneof(pieces, fc.string({ maxLength: 5 })), { maxLength: 30 }).map((parts) => parts.join(" ")),
  fc.array(pieces, { maxLength: 20 }).map((parts) => `/mergewarden ${parts.join(" ")}`),
);

test("fuzzed: a command, a problem or nothing, never an exception", () => {
  const seen = { command: 0, problem: 0, nothing: 0 };
  fc.assert(
    fc.property(comments, (body) => {
      const reading = readCommand(body);
      if (reading === null) seen.nothing += 1;
      else if ("command" in reading) seen.command += 1;
      else {
        seen.problem += 1;
        expect(reading.problem).toMatch(/\.$/);
      }
    }),
    { numRuns: 10_000 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
});

test("fuzzed: what is written is what is read", () => {
  const text = fc.stringMatching(/^[a-z0-9][^\n\r"`\u2028\u2029]{0,40}$/u).map((given) => given.trim());
  const path = fc.stringMatching(/^[a-z][a-z :"-]{0,20}[a-z]$/);
  fc.assert(
    fc.property(path, fc.option(fc.integer({ min: 1, max: 9999 })), text, (file, line, reason) => {
      const quoted = `"${file.replaceAll('"', '\\"')}"${line === null ? "" : `:${line}`}`;
      const body = `/mergewarden waive HTTP040 ${quoted} until 2027-01-31 ${reason}`;
      const command = { name: "waive", rule: "HTTP040", path: file, line, until: "2027-01-31", reason };
      expect(readCommand(body)).toEqual({ command });
    }),
    { numRuns: 2000 },
  );
});

test.for(["`", '"', "\\", "<!--", "~~~\n", "/mergewarden\n", " ", ":", '/mergewarden break-glass "\\'])(
  "a comment of nothing but %j, as long as GitHub takes, is read",
  (piece) => {
    expect(() => readCommand(`/mergewarden ${piece.repeat(65_536 / piece.length)}`)).not.toThrow();
    expect(() => readCommand(piece.repeat(65_536 / piece.length))).not.toThrow();
  },
);
