import fc from "fast-check";
import { controls } from "../../src/controls/index.ts";
import type { Settings } from "../../src/domain/setting.ts";
import { configurable, settingsOf } from "../../src/policy/settings.ts";

type Policy = Record<string, unknown>;
type Values = Readonly<Record<string, unknown>>;

/** Values of which at least one is stricter than most others. */
const strict: Readonly<Record<string, readonly unknown[]>> = {
  enforcement: ["block", "warn"],
  approvals: [2],
  "independent-of": ["contributors"],
  "unknown-authors": ["block", "extra-approval"],
  "keep-approvals": ["same-commit"],
  "changes-requested": ["block"],
  "fail-on": ["any", "low", "medium"],
  "major-updates": ["block", "warn"],
  version: [">=2.17.0", ">=2.15.5"],
  "allow-hosts": [[]],
  "ignore-paths": [[]],
  "allow-bypass": [[]],
  "deny-licenses": [["MIT"], ["AGPL-3.0*", "MIT"]],
  paths: [["ops/**", "**/CODEOWNERS", "src/**"]],
  checks: [["unit*", "lint-*", "secrets"], ["nightly"]],
};

/** Ways to `control.setting`, those of groups too. */
function pathsOf(settings: Settings, path: readonly string[]): string[][] {
  return Object.entries(settings).flatMap(([key, setting]) =>
    setting.kind === "group" ? pathsOf(setting.members, [...path, key]) : [[...path, key]],
  );
}

const severities = ["warning", "notice"];
const valuesFor = ([control, ...rest]: readonly string[]) =>
  control === "plain-http" && rest[0] === "fail-on" ? severities : (strict[rest.at(-1) ?? ""] ?? []);

const paths = configurable(controls)
  .flatMap((control) => pathsOf(settingsOf(control), [control.id]))
  .filter((path) => valuesFor(path).length > 0);

/** Nothing is made that is not there: a control or a group that is new may lack what it needs. */
function withValue(node: Values, [key = "", ...rest]: readonly string[], value: unknown): Values {
  if (rest.length === 0) return { ...node, [key]: value };
  return node[key] === undefined ? node : { ...node, [key]: withValue(node[key] as Values, rest, value) };
}

/** Changes of one setting of a control that the policy lists; whether one tightens is for the test to ask. */
export const stricterPolicies: fc.Arbitrary<(policy: Policy) => Policy> = fc
  .constantFrom(...paths)
  .chain((path) => fc.tuple(fc.constant(path), fc.constantFrom(...valuesFor(path))))
  .map(([path, value]) => (policy) => ({ ...policy, controls: withValue(policy.controls as Values, path, value) }));
