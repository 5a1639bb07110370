import fc from "fast-check";
import { z } from "zod";
import { controls } from "../../src/controls/index.ts";
import type { AnySetting, Settings } from "../../src/domain/setting.ts";
import type { SchemaNode } from "../../src/policy/describe-schema.ts";
import { breakGlassSettings, configurable, gateSettings, settingsOf } from "../../src/policy/settings.ts";

/** More runs where `npm run test:deep` asks for them. */
export const numRuns = process.env.MERGEWARDEN_DEEP === undefined ? 40 : 500;

const waiver = { rule: "HTTP001", path: "a.ts", reason: "old", expires: "2027-01-01" };

/** Texts and items that settings of a name take, some of which stand in an order. */
const samples: Readonly<Record<string, readonly unknown[]>> = {
  branches: ["main", "release/*", "next"],
  "check-name": ["mergewarden", "gate {base}"],
  from: ["senior", "officer"],
  request: ["senior", "officer"],
  approve: ["senior", "officer"],
  checks: [
    "a",
    "b*",
    { name: "a", app: "ci" },
    { name: "a", app: "ci", workflow: "w" },
    { name: "a", app: "ci", conclusions: ["success", "skipped"] },
  ],
  tool: ["CodeQL"],
  version: [">=1.0.0", "^1.2.0", ">=2.0.0", "1.0 - 1.5"],
  "deny-licenses": ["AGPL-3.0*", "MIT"],
  "allow-hosts": ["a.internal", "b.internal", { host: "a.internal", reason: "old", expires: "2027-01-01" }],
  "ignore-paths": ["vendor/**", "docs/**"],
  waivers: [waiver, { ...waiver, line: 3 }],
  pattern: ["#\\d+", "A-\\d+"],
  in: ["title", "body", "branch", "commits"],
  paths: ["src/**", "**/CODEOWNERS"],
  "allow-bypass": ["Team:1", "User:2"],
};

function valueArbitrary(key: string, setting: AnySetting): fc.Arbitrary<unknown> {
  const some = fc.constantFrom(...(samples[key] ?? ["?"]));
  if (setting.kind === "group") return valuesOf(setting.members);
  if (setting.kind === "list")
    return fc.uniqueArray(some, {
      minLength: ["branches", "checks"].includes(key) ? 1 : 0,
      maxLength: 3,
      selector: JSON.stringify,
    });
  const node = z.toJSONSchema(setting.schema, { io: "input", unrepresentable: "any" }) as SchemaNode;
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  if (node.type === "integer")
    return fc.integer({ min: node.minimum ?? 1, max: Math.min(node.maximum ?? 9, (node.minimum ?? 1) + 3) });
  return node.type === "boolean" ? fc.boolean() : some;
}

/** Some values of some settings; what a group needs is always there. */
function valuesOf(settings: Settings): fc.Arbitrary<Record<string, unknown>> {
  const requiredKeys = Object.keys(settings).filter((key) => {
    const setting = settings[key];
    return key === "checks" || (setting?.kind === "scalar" && setting.required);
  });
  const members = Object.fromEntries(
    Object.entries(settings).map(([key, setting]) => [key, valueArbitrary(key, setting)]),
  );
  return fc.record(members, { requiredKeys });
}

const listed = fc.record(
  Object.fromEntries(configurable(controls).map((control) => [control.id, valuesOf(settingsOf(control))])),
  { requiredKeys: [] },
);
const rule = fc.record({
  when: fc.constantFrom({ base: "main" }, { base: "other" }, { "only-paths": "src/**" }, { base: "main", labels: "x" }),
  controls: listed,
});

/** Policies that are valid by themselves, as plain data; `senior` and `officer` are defined. */
export const policies: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(valuesOf(gateSettings), listed, fc.array(rule, { maxLength: 2 }), fc.option(valuesOf(breakGlassSettings)))
  .map(([gate, active, rules, breakGlass]) => ({
    version: 1,
    ...gate,
    roles: { senior: { teams: ["seniors"] }, officer: { teams: ["officers"] } },
    controls: active,
    rules,
    ...(breakGlass !== null && { "break-glass": breakGlass }),
  }));
