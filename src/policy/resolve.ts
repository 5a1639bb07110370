import type { AnyControl } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import type { ControlSettings, EffectivePolicy, Problem } from "../domain/policy.ts";
import type { Truth } from "../matching/truth.ts";
import { completenessProblems } from "./completeness-problems.ts";
import { conditionHolds } from "./conditions/condition.ts";
import { policyDigest } from "./digest.ts";
import { type FloorNote, floorNote, overruledInRules } from "./floor-notes.ts";
import { emptyPolicy, mergePolicies } from "./merge-policies.ts";
import type { ParsedPolicy } from "./parse.ts";
import { type Parts, type RuleInForce, settingsInForce } from "./settings-in-force.ts";

/** The policy in force: the floor applied. */
export interface ResolvedPolicy {
  effective: EffectivePolicy;
  /** `sha256:…` of the effective policy. */
  digest: string;
  /** Lines of the repository's policy that ask for less than the floor. */
  withoutEffect: readonly FloorNote[];
  /** The active controls' settings for one pull request: rules applied, the floor after them. */
  settingsFor(facts: Facts): ReadonlyMap<string, ControlSettings>;
  /** The rules that match, or may match, one pull request. */
  matchingRules(facts: Facts): RuleInForce[];
}

/** The policies there are: the repository's, the organisation's, and the built-in one for where neither is. */
export interface PolicySources {
  repository?: ParsedPolicy | undefined;
  organization?: ParsedPolicy | undefined;
  builtIn?: ParsedPolicy | undefined;
  controls: readonly AnyControl[];
}

type Resolution = ResolvedPolicy | { problems: Problem[] };

const resolutions = new WeakMap<object, WeakMap<object, { controls: readonly AnyControl[]; resolution: Resolution }>>();
const noFloor = {};

/**
 * Puts the policies together (contract, section 6). Problems if what is put together is incomplete. The same
 * documents are put together once.
 */
export function resolvePolicy({ repository, organization, builtIn, controls }: PolicySources): Resolution {
  const own = repository ?? (organization === undefined ? builtIn : undefined) ?? null;
  const parts: Parts = { floor: organization ?? null, repository: own, controls };
  const byFloor = resolutions.get(own ?? noFloor) ?? new WeakMap();
  const known = byFloor.get(organization ?? noFloor);
  if (known?.controls === controls) return known.resolution;
  const resolution = resolve(parts);
  resolutions.set(own ?? noFloor, byFloor.set(organization ?? noFloor, { controls, resolution }));
  return resolution;
}

function resolve(parts: Parts): Resolution {
  const { floor, repository, controls } = parts;
  const [floorWritten, written] = [floor?.written ?? emptyPolicy, repository?.written ?? emptyPolicy];
  const { value: effective, overruled } = mergePolicies(floorWritten, written, controls);
  const problems = completenessProblems(effective, parts);
  if (problems.length > 0) return { problems };
  const inRules = floor && repository ? overruledInRules(floor, repository, controls) : [];
  const notes = floor && repository ? [...overruled, ...inRules].map((one) => floorNote(one, floor, repository)) : [];
  return {
    effective,
    digest: policyDigest(effective),
    withoutEffect: notes,
    matchingRules: (facts) => rulesInForce(effective, matchesOf(effective, facts)),
    settingsFor: remembering(effective, parts),
  };
}

function matchesOf({ rules, roles }: EffectivePolicy, facts: Facts): Truth[] {
  return rules.map((rule) => conditionHolds(rule.when, facts, roles));
}

function rulesInForce({ rules }: EffectivePolicy, matches: readonly Truth[]): RuleInForce[] {
  return rules.flatMap(({ from, ...rule }, index): RuleInForce[] => {
    const match = matches[index] ?? "no";
    return match === "no" ? [] : [{ rule, from, match }];
  });
}

const rememberedCombinations = 1000;

/** Merges once for each combination of matching rules, not once for each pull request. */
function remembering(effective: EffectivePolicy, parts: Parts): ResolvedPolicy["settingsFor"] {
  const known = new Map<string, ReadonlyMap<string, ControlSettings>>();
  return (facts) => {
    const matches = matchesOf(effective, facts);
    const found = known.get(matches.join());
    if (found !== undefined) return found;
    const made = new Map(Object.entries(settingsInForce(parts, rulesInForce(effective, matches))));
    if (known.size >= rememberedCombinations) known.clear();
    known.set(matches.join(), made);
    return made;
  };
}
