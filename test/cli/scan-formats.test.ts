import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerJsonl } from "../../src/cli/scan/answer-jsonl.ts";
import { makeFolder, runScan } from "./scan-checkout.ts";

let at: Awaited<ReturnType<typeof makeFolder>>;
beforeAll(async () => {
  at = await makeFolder();
  await at.write({
    "src/a, b:c%.js": "x;\n  f('http://api.initech.io');\nf('http://10.0.0.1');\n",
    "src/é.js": "f('http://ledger');\n",
    "src/\u001b[31m.js": "f('http://a.initech.io');\n",
  });
});
afterAll(() => at.remove());

test("text → place, severity, rule, excerpt, what to do, a count; nothing that steers a terminal", async () => {
  const { out, status } = await runScan({ paths: ["src"] }, at.folder);
  expect(status).toBe(1);
  expect(out).toContain(
    "src/a, b:c%.js\n  2:6  error    HTTP001  http://api.initech.io\n       http:// to api.initech.io",
  );
  expect(out).toMatch(/\n4 findings in 3 files: 2 errors, 1 warning, 1 notice\n$/);
  expect(out).not.toContain("\u001b");
});

test("text without findings → one line", async () => {
  expect((await runScan({ paths: ["src/é.js"], failOn: "notice" }, at.folder)).out).toMatch(
    /\n1 finding in 1 file: 1 notice\n$/,
  );
  const empty = await makeFolder();
  expect(await runScan({}, empty.folder)).toEqual({ status: 0, out: "no findings in 0 files\n", error: "" });
  await empty.remove();
});

test("--json is --format json: one document", async () => {
  const { out } = await runScan({ paths: ["src/é.js"], json: true }, at.folder);
  expect(JSON.parse(out)).toEqual({
    findings: [
      {
        rule: "HTTP001",
        severity: "notice",
        path: "src/é.js",
        line: 1,
        column: 4,
        excerpt: "http://ledger",
        message: expect.stringContaining("Use https"),
      },
    ],
    files: 1,
    unreadable: [],
    waived: 0,
    notes: [],
  });
  expect((await runScan({ paths: ["src/é.js"], format: "json" }, at.folder)).out).toBe(out);
});

test("github → workflow commands, escaped", async () => {
  const { out } = await runScan({ paths: ["src"], format: "github" }, at.folder);
  const rows = out.trimEnd().split("\n");
  expect(rows).toHaveLength(4);
  expect(rows.find((row) => row.includes("initech.io: unencrypted") && row.includes("b%3Ac"))).toMatch(
    /^::error file=src\/a%2C b%3Ac%25\.js,line=2,col=6,title=HTTP001%3A plain HTTP::http:\/\/ to api/,
  );
  expect(rows.some((row) => row.startsWith("::notice file=src/é.js,line=1,"))).toBe(true);
  expect(rows.some((row) => row.startsWith("::warning "))).toBe(true);
});

test("text on a terminal → the same words in colours; nothing of a file's own", async () => {
  const [coloured, plain] = [true, false].map((hasColours) => runScan({ paths: ["src"] }, at.folder, [], hasColours));
  const [{ out }, expected] = [await coloured, await plain] as [{ out: string }, { out: string }];
  expect(stripVTControlCharacters(out)).toBe(expected.out);
  expect(out).toContain("\u001b[31merror  \u001b[0m");
  expect(out.split("\u001b").every((piece, index) => index === 0 || /^\[\d+m/.test(piece))).toBe(true);
});

test("github with a name that drives a terminal → its control characters are gone", async () => {
  const { out } = await runScan({ paths: ["src"], format: "github" }, at.folder);
  expect(out).not.toContain("\u001b");
  expect(out).toContain("file=src/\uFFFD[31m.js,");
});

const question = (id: unknown, code: unknown, path: unknown = "a.js") => JSON.stringify({ id, path, code });

test("--jsonl → an answer a line, status 0", async () => {
  const input = `${question("a", "f('http://b.io')\nf('http://10.0.0.1'); f('http://' + h)\nf('http://ledger')")}\n\n${question(7, "")}`;
  const { status, out } = await runScan({ jsonl: true }, at.folder, [input]);
  const answers = out
    .trimEnd()
    .split("\n")
    .map((row) => JSON.parse(row));
  expect(status).toBe(0);
  expect(answers[0].id).toBe("a");
  expect(answers[0].lines).toEqual([1, 2]);
  expect(answers[0].findings.map((finding: { line: number }) => finding.line)).toEqual([1, 2, 2, 3]);
  expect(Object.keys(answers[0].findings[0])).toEqual(["rule", "severity", "line", "column", "message"]);
  expect(answers[1]).toEqual({ id: 7, lines: [], findings: [] });
});

test("--jsonl in pieces cut anywhere → the same", async () => {
  const bytes = Buffer.from(`${question("é", "f('http://b.io') // é")}\n`);
  const whole = await runScan({ jsonl: true }, at.folder, [bytes]);
  for (let cut = 0; cut < bytes.length; cut += 1) {
    expect(await runScan({ jsonl: true }, at.folder, [bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(whole);
  }
});

test.for([
  ["no JSON", "{"],
  ["no object", "7"],
  ["null", "null"],
  ["no id", question(undefined, "x")],
  ["an id of another kind", question({}, "x")],
  ["no path", JSON.stringify({ id: 1, code: "" })],
  ["no code", question(1, undefined)],
  ["code of another kind", question(1, ["x"])],
] as const)("--jsonl with %s → an error, the other lines answered, status 2", async ([, line]) => {
  const { status, out } = await runScan({ jsonl: true }, at.folder, [`${line}\n${question("b", "")}\n`]);
  const [wrong, right] = out
    .trimEnd()
    .split("\n")
    .map((row) => JSON.parse(row));
  expect(status).toBe(2);
  expect(wrong).toEqual({ id: null, error: expect.any(String) });
  expect(right).toEqual({ id: "b", lines: [], findings: [] });
});

test("--jsonl with a mark, carriage returns, one id twice, broken UTF-8 → each line answered", async () => {
  const rows = [question(1, "f('http://b.io')\r\n"), question(1, ""), question(2, "\xff f('http://b.io')")];
  const input = Buffer.from(`\uFEFF${rows.join("\r\n")}\r\n`);
  input[input.indexOf("\xff")] = 0xff;
  const { status, out } = await runScan({ jsonl: true }, at.folder, [input]);
  const answers = out
    .trimEnd()
    .split("\n")
    .map((row) => JSON.parse(row));
  expect(status).toBe(0);
  expect(answers.map(({ id, lines }) => [id, lines])).toEqual([
    [1, [1]],
    [1, []],
    [2, [1]],
  ]);
});

test("--jsonl with a line too long to be read → an error, the others answered", async () => {
  let out = "";
  const input = [`${question(1, "")}\n${question(2, "x".repeat(50))}`, `${"x".repeat(200)}\n${question(3, "")}`];
  const io = {
    out: (text: string) => {
      out += text;
    },
    error: () => {},
    stdin: (async function* () {
      yield* input;
    })(),
  };
  expect(await answerJsonl(io, 150)).toBe(2);
  const answers = out
    .trimEnd()
    .split("\n")
    .map((row) => JSON.parse(row));
  expect(answers.map(({ id }) => id)).toEqual([1, null, 3]);
  expect(answers[1].error).toContain("150 characters");
});
