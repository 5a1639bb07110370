import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { uuidOf } from "../../src/bundle/oscal.ts";
import { exported, requestOf, unzipped } from "../support/bundle.ts";
import { playedLog } from "../support/played-log.ts";

const schema = join(import.meta.dirname, "../fixtures/oscal/oscal_complete_schema-1-2-1.json");
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: true });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
const isValid = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
const files = unzipped(await exported(await requestOf(playedLog())));
const document = JSON.parse(files.get("controls/oscal-assessment-results.json")?.toString() ?? "");

test("the assessment results are valid, and without a plan they would not be", () => {
  expect(isValid(document), JSON.stringify(isValid.errors)).toBe(true);
  const { "import-ap": _, ...rest } = document["assessment-results"];
  expect(isValid({ "assessment-results": rest })).toBe(false);
});

test("a control is satisfied only if every change passed", () => {
  const findings: { title: string; target: { status: { state: string } } }[] =
    document["assessment-results"].results[0].findings;
  const states = Object.fromEntries(findings.map(({ title, target }) => [title.slice(0, 5), target.status.state]));
  expect(states).toMatchObject({ "CM-05": "satisfied", "CM-06": "not-satisfied", "CM-09": "satisfied" });
});

test("UUIDs are those of version 5", () => {
  expect(uuidOf("http://www.example.com/")).toBe("fcde3c85-2270-590f-9e7c-ee003d65e0e2");
});
