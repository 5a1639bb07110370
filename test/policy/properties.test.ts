import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { controls } from "../../src/controls/index.ts";
import type { EffectivePolicy } from "../../src/domain/policy.ts";
import type { AnySetting, Settings } from "../../src/domain/setting.ts";
import { diffPolicies } from "../../src/policy/diff.ts";
import { type ParsedPolicy, parsePolicy } from "../../src/policy/parse.ts";
import { formatProblem } from "../../src/policy/problems.ts";
import { type ResolvedPolicy, resolvePolicy } from "../../src/policy/resolve.ts";
import { configurable, policySettings } from "../../src/policy/settings.ts";
import { facts, pullRequest } from "../support/facts.ts";
import { numRuns, policies } from "../support/policy-arbitraries.ts";

type Values = Readonly<Record<string, unknown>>;

function parsed(policy: unknown, file = "policy.yml"): ParsedPolicy {
  const result = parsePolicy(stringify(policy), { file, controls });
  if ("problems" in result) throw new Error(result.problems.map(formatProblem).join("\n"));
  return result;
}

function resolved(repository: unknown, organization?: unknown): ResolvedPolicy {
  const result = resolvePolicy({
    repository: repository === undefined ? undefined : parsed(repository),
    organization: organization === undefined ? undefined : parsed(organization, "floor.yml"),
    controls,
  });
  if ("problems" in result) throw new Error(result.problems.map(formatProblem).join("\n"));
  return result;
}

type Single = Exclude<AnySetting, { kind: "group" }>;
type Less = (setting: Single, value: unknown, asked: unknown) => boolean;

/** Paths at which `values` ask for less than `floor`, or for something else, as its settings order them. */
function lessThan(settings: Settings, values: Values, floor: Values, less: Less = isLess, path = ""): string[] {
  return Object.entries(floor).flatMap(([key, asked]) => {
    const setting = settings[key];
    const where = `${path}.${key}`;
    if (setting === undefined || asked === undefined) return [];
    const value = values[key];
    if (value === undefined) return [where];
    if (setting.kind === "group") return lessThan(setting.members, value as Values, asked as Values, less, where);
    return less(setting, value, asked) ? [where] : [];
  });
}

function isLess(setting: Single, value: unknown, asked: unknown): boolean {
  if (setting.kind === "scalar") return !["stricter", "equal"].includes(setting.compare(value, asked));
  const [items, wanted] = [value as unknown[], asked as unknown[]];
  const covers = (cover: unknown[], part: unknown[]) =>
    part.every((item) => cover.some((other) => setting.covers(other, item)));
  if (setting.longer === "stricter") return !covers(items, wanted);
  return setting.longer === "laxer" ? !covers(wanted, items) : !(covers(items, wanted) && covers(wanted, items));
}

const labelsUnread = pullRequest({ labels: { unavailable: "403" } });
const pullRequests = [facts(), facts({ pullRequest: labelsUnread }), facts({ files: { unavailable: "500" } })];

test("parsePolicy answers any text, and throws on none", () => {
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom(
        "-",
        ":",
        " ",
        "\n",
        "[",
        "]",
        "{",
        "}",
        "&a",
        "*a",
        "!",
        "%",
        "|",
        ">",
        '"',
        "version",
        "1",
        "?",
        "---",
        "\t",
        "<<",
      ),
      maxLength: 60,
    }),
    fc.json().map((json) => `version: 1\ncontrols: ${json}`),
    policies.map((policy) => stringify(policy)).chain((text) => fc.nat(text.length).map((end) => text.slice(0, end))),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const result = parsePolicy(text, { file: "policy.yml", controls });
      expect("written" in result || result.problems.length > 0).toBe(true);
    }),
    { numRuns: 10_000 },
  );
});

test("parsePolicy answers any value at any place", () => {
  const spoiled = fc.tuple(policies, fc.nat(), fc.jsonValue()).map(([policy, at, value]) => {
    const paths: string[][] = [];
    const collect = (node: unknown, path: string[]) => {
      if (path.length > 0) paths.push(path);
      if (typeof node === "object" && node !== null)
        for (const [key, member] of Object.entries(node)) collect(member, [...path, key]);
    };
    collect(policy, []);
    const copy = structuredClone(policy);
    const path = paths[at % paths.length] ?? [];
    let node = copy;
    for (const key of path.slice(0, -1)) node = node[key] as Record<string, unknown>;
    node[path.at(-1) ?? ""] = value;
    return copy;
  });
  fc.assert(
    fc.property(spoiled, (policy) => {
      const result = parsePolicy(stringify(policy), { file: "policy.yml", controls });
      if ("problems" in result)
        for (const { message } of result.problems) expect(message).toMatch(/expected|unknown key|a rule that loosens/);
    }),
    { numRuns },
  );
});

test("under a floor nothing asks for less than what the floor writes", () => {
  fc.assert(
    fc.property(policies, policies, (repository, organization) => {
      const floor = { ...organization, rules: [] };
      const { written } = parsed(floor, "floor.yml");
      const policy = resolved(repository, floor);
      const settings = policySettings(controls);
      expect(lessThan(settings, { ...policy.effective }, { ...written })).toEqual([]);
      for (const given of pullRequests) {
        const inForce = { controls: Object.fromEntries(policy.settingsFor(given)) };
        expect(lessThan(settings, inForce, { controls: written.controls })).toEqual([]);
      }
    }),
    { numRuns },
  );
});

test("a floor under itself is itself", () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const { effective, withoutEffect } = resolved({ ...policy, rules: [] }, policy);
      expect(effective).toEqual({ ...resolved(undefined, policy).effective, rules: effective.rules });
      expect(withoutEffect).toEqual([]);
    }),
    { numRuns },
  );
});

/** The policy with every default written out and every key in reverse order. */
function writtenOut(effective: EffectivePolicy, rules: unknown): unknown {
  const { branches, "break-glass": breakGlass, ...rest } = effective;
  const full = { ...rest, ...(branches && { branches }), ...(breakGlass && { "break-glass": breakGlass }), rules };
  return reversed(full);
}
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

test("the digest tells neither the order of keys nor whether defaults are written out", () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const one = resolved(policy);
      expect(resolved(writtenOut(one.effective, policy.rules)).digest).toBe(one.digest);
    }),
    { numRuns },
  );
});

test("a policy does not differ from itself", () => {
  fc.assert(
    fc.property(policies, (policy) => {
      expect(diffPolicies(resolved(policy).effective, resolved(policy).effective, controls)).toEqual([]);
    }),
    { numRuns },
  );
});

test("a change that only tightens asks for no less anywhere", () => {
  const ids = configurable(controls).map(({ id }) => id);
  fc.assert(
    fc.property(policies, policies, fc.constantFrom(...ids), (former, latter, id) => {
      const changed = { ...(former.controls as Values), [id]: (latter.controls as Values)[id] };
      const [before, after] = [resolved(former).effective, resolved({ ...former, controls: changed }).effective];
      if (diffPolicies(before, after, controls).some(({ effect }) => effect !== "tightened")) return;
      const asked = before.controls[id];
      if (asked === undefined || asked.enforcement === "off") return;
      const settings = policySettings(controls).controls;
      const members = settings?.kind === "group" ? settings.members : {};
      expect(lessThan(members, { [id]: after.controls[id] }, { [id]: asked })).toEqual([]);
    }),
    { numRuns: numRuns * 3 },
  );
});

test("nor for less than what the repository writes, where values have an order", () => {
  fc.assert(
    fc.property(policies, policies, (repository, organization) => {
      const { written } = parsed(repository);
      const { effective } = resolved(repository, organization);
      const isLaxer: Less = (setting, value, asked) =>
        setting.kind === "scalar"
          ? setting.compare(value, asked) === "laxer"
          : setting.longer !== "neither" && isLess(setting, value, asked);
      expect(lessThan(policySettings(controls), { ...effective }, { ...written }, isLaxer)).toEqual([]);
    }),
    { numRuns },
  );
});
