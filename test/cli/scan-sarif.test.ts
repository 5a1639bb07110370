import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lineHashes } from "../../src/cli/scan/line-hashes.ts";
import { renderSarif } from "../../src/cli/scan/render-sarif.ts";
import type { ReportedFinding } from "../../src/cli/scan/report.ts";
import { rules } from "../../src/scanner/rules/index.ts";
import { makeFolder, runScan } from "./scan-checkout.ts";

const bad = "fetch('http://api.initech.io');\n";

const schemaPath = join(import.meta.dirname, "..", "fixtures", "sarif", "sarif-schema-2.1.0.json");
// It says that it is of draft 04; what it uses means the same in draft 07.
const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(schemaPath, "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
ajvFormats.default(ajv);
const validate = ajv.compile(schema);

interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: [{ physicalLocation: { artifactLocation: { uri: string; uriBaseId: string }; region: object } }];
  partialFingerprints: { primaryLocationLineHash: string };
}

/** The one run of a log that is valid. */
function runOf(text: string) {
  const log = JSON.parse(text);
  validate(log);
  expect(validate.errors).toBeNull();
  expect([log.version, log.runs.length]).toEqual(["2.1.0", 1]);
  return log.runs[0] as {
    tool: { driver: { rules: Record<string, never>[] } };
    columnKind: string;
    invocations: [{ executionSuccessful: boolean; toolExecutionNotifications: object[] }];
    results: Result[];
  };
}

let at: Awaited<ReturnType<typeof makeFolder>>;
beforeEach(async () => {
  at = await makeFolder();
});
afterEach(() => at.remove());

async function sarif(given: Parameters<typeof runScan>[0] = {}) {
  return runOf((await runScan({ ...given, format: "sarif" }, at.folder)).out);
}

test("the schema refuses what is no SARIF", () => {
  expect(validate({ version: "2.1.0", runs: [{ tool: { driver: {} } }] })).toBe(false);
});

test("findings → places, levels and rules as code scanning reads them", async () => {
  await at.write({ "src/a, b:c%.js": `x;\n  f('http://api.initech.io');\nf('http://10.0.0.1');\n`, "é/#?.js": bad });
  const run = await sarif();
  expect(run.columnKind).toBe("utf16CodeUnits");
  expect(run.results.map(({ level }) => level).sort()).toEqual(["error", "error", "warning"]);
  const places = run.results.map(({ locations }) => locations[0].physicalLocation);
  expect(places[0]).toEqual({
    artifactLocation: { uri: "src/a%2C%20b%3Ac%25.js", uriBaseId: "%SRCROOT%" },
    region: { startLine: 2, startColumn: 6 },
  });
  expect(places.map(({ artifactLocation }) => artifactLocation.uri)).toContain("%C3%A9/%23%3F.js");
  for (const { ruleId, ruleIndex } of run.results)
    expect(run.tool.driver.rules[ruleIndex]).toMatchObject({ id: ruleId });
});

test("nothing found → a valid log all the same", async () => {
  const run = await sarif();
  expect([run.results, run.invocations[0].executionSuccessful]).toEqual([[], true]);
});

test("every rule tells what it is, what to do, and how much it weighs", async () => {
  const { driver } = (await sarif()).tool;
  expect(driver.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  for (const [index, rule] of driver.rules.entries()) {
    expect(rule).toMatchObject({
      name: expect.stringMatching(/^[A-Z][A-Za-z]+$/),
      shortDescription: { text: rules[index]?.title },
      fullDescription: { text: expect.any(String) },
      help: { text: rules[index]?.remedy, markdown: expect.any(String) },
      defaultConfiguration: { level: expect.stringMatching(/^(error|warning|note)$/) },
      properties: {
        tags: expect.arrayContaining(["security"]),
        "security-severity": expect.stringMatching(/^\d\.\d$/),
      },
    });
  }
});

test("rules → the weakness that each finds", async () => {
  const { driver } = (await sarif()).tool;
  const cwes = new Map(
    driver.rules.map(({ id, properties }) => [id, (properties as unknown as { tags: string[] }).tags]),
  );
  expect(cwes.get("HTTP030" as never)).toEqual(["security", "external/cwe/cwe-295"]);
  cwes.delete("HTTP030" as never);
  expect([...new Set([...cwes.values()].map(String))]).toEqual(["security,external/cwe/cwe-319"]);
});

const one: ReportedFinding = {
  rule: "HTTP001",
  severity: "error",
  path: "a.js",
  shown: "a.js",
  line: 1,
  column: 1,
  excerpt: "x",
  message: "y",
  lineHash: null,
};
const nothing = { findings: [], files: 1, unreadable: [], waived: 0, notes: [] };

test("a quoted text that looks like a link → is none", () => {
  const run = runOf(renderSarif({ ...nothing, findings: [{ ...one, excerpt: "[mend](https://evil.org)" }] }));
  expect(run.results[0]?.message.text).toBe("\\[mend\\](https://evil.org): y");
});

test("the hash of a line → as code scanning's upload works it out", () => {
  const expected = ["8d07ce75f7b3af45:1", "ca140c3f893ffa65:1", "26f09ff008857193:1", "c129715d7a2bc9a3:1"];
  const all = new Set([1, 2, 3, 4]);
  expect([...lineHashes("alpha\nbeta\nalpha\n", all).values()]).toEqual(expected);
  expect([...lineHashes(" a l p h a \r\n\tbeta\r\nalpha\r\n", all).values()]).toEqual(expected);
  expect([...lineHashes("", all).values()]).toEqual([expected[3]]);
});

async function hashes(content: string): Promise<string[]> {
  await at.write({ "a.js": content });
  return (await sarif()).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
}

test("lines above and blanks change → the same fingerprints; the line or those right below it → others", async () => {
  const below = "x;\n".repeat(60);
  const [hash] = await hashes(`${bad}${below}`);
  expect(hash).toMatch(/^[0-9a-f]{1,16}:1$/);
  expect(await hashes(`// new\n\n\t${bad.replace("('", " ( '")}${below}`)).toEqual([hash]);
  expect(await hashes(`${bad}${below}`.replaceAll("\n", "\r\n"))).toEqual([hash]);
  expect(await hashes(`${bad}y;\n${below}`)).not.toEqual([hash]);
  const [first, second] = await hashes(`${bad}${below}${bad}${below}`);
  expect([first, second]).toEqual([hash, hash?.replace(":1", ":2")]);
});

test("an unreadable file → told, and the run did not succeed", () => {
  const [invocation] = runOf(
    renderSarif({ ...nothing, unreadable: ["a b"], waived: 2, notes: ["A note."] }),
  ).invocations;
  expect(invocation.executionSuccessful).toBe(false);
  expect(invocation.toolExecutionNotifications).toMatchObject([
    { level: "error", locations: [{ physicalLocation: { artifactLocation: { uri: "a%20b" } } }] },
    { level: "note", message: { text: "Waived by the policy: 2." } },
    { level: "note" },
  ]);
});

test("more results than code scanning takes → the weightiest, and how many are left out", () => {
  const findings = Array.from({ length: 30_000 }, (_, index): ReportedFinding => {
    return { ...one, line: index + 1, severity: index < 20_000 ? "notice" : "error" };
  });
  const run = runOf(renderSarif({ ...nothing, findings }));
  expect(run.results).toHaveLength(25_000);
  expect(run.results.filter(({ level }) => level === "error")).toHaveLength(10_000);
  expect(run.invocations[0].toolExecutionNotifications).toMatchObject([
    { level: "warning", message: { text: expect.stringMatching(/^5000 findings are left out/) } },
  ]);
});
