import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { generatedFiles, root } from "../scripts/generated-files.ts";
import { controls } from "../src/controls/index.ts";
import { parsePolicy } from "../src/policy/parse.ts";

const files = generatedFiles();
const example = readFileSync(join(root, "docs/policy-example.yml"), "utf8");

test.for([...files.keys()])("%s is what scripts/generate.ts makes", (path) => {
  expect(readFileSync(join(root, path), "utf8"), "run npm run generate").toBe(files.get(path));
});

test.for([...files.keys()].filter((path) => path.endsWith(".schema.json")))("%s is a valid JSON Schema", (path) => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  expect(ajv.validateSchema(JSON.parse(files.get(path) ?? "")), JSON.stringify(ajv.errors)).toBe(true);
});

test("the example of the reference is a valid policy", () => {
  expect(parsePolicy(example, { file: "policy-example.yml", controls })).toHaveProperty("written");
});

function validator() {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  return ajv.compile(JSON.parse(files.get("schema/policy.schema.json") ?? "{}"));
}

test("the policy's JSON Schema accepts the example", () => {
  const validate = validator();
  expect(validate(parse(example)), JSON.stringify(validate.errors)).toBe(true);
});

test.for([
  { when: "an unknown key", policy: { version: 1, control: {} } },
  { when: "no version", policy: { controls: {} } },
  { when: "a number that is too large", policy: { version: 1, controls: { "senior-review": { approvals: 11 } } } },
  { when: "an unknown word", policy: { version: 1, mode: "watch" } },
  { when: "a rule without a condition", policy: { version: 1, rules: [{ controls: {} }] } },
])("the policy's JSON Schema refuses $when", ({ policy }) => {
  expect(validator()(policy)).toBe(false);
});

test("the reference has a section for each control", () => {
  const page = files.get("docs/controls.md");
  for (const { title } of controls) expect(page).toContain(`## ${title}\n`);
});
