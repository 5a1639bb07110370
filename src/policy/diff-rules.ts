import type { AnyControl } from "../domain/control.ts";
import type { EffectivePolicy, PolicyEffect } from "../domain/policy.ts";
import { compareEquality } from "../domain/setting.ts";
import { applyRules } from "./apply-rules.ts";
import { effect } from "./diff-settings.ts";
import { fillControl } from "./fill-defaults.ts";
import { formatValue } from "./format-value.ts";
import { loosenings } from "./loosenings.ts";
import { configurable, settingsOf } from "./settings.ts";

type EffectiveRule = EffectivePolicy["rules"][number];

/** What becomes of the rules. One that is added and only tightens is no other change; their order counts. */
export function diffRules(
  before: EffectivePolicy,
  after: EffectivePolicy,
  controls: readonly AnyControl[],
): PolicyEffect[] {
  const former = keysOf(before.rules);
  const latter = keysOf(after.rules);
  const removed = without(former, latter);
  const added = without(latter, former);
  const effects = [
    ...removed.map((index) => ruleEffect(before.rules, index, "changed", "removed")),
    ...added.map((index) => {
      const isTighter = onlyTightens(after, index, controls);
      return ruleEffect(after.rules, index, isTighter ? "tightened" : "changed", "added");
    }),
  ];
  const kept = [
    former.filter((_, index) => !removed.includes(index)),
    latter.filter((_, index) => !added.includes(index)),
  ];
  const isInOrder = compareEquality(kept[0], kept[1]) === "equal";
  return isInOrder ? effects : [...effects, effect("rules", "changed", "in another order")];
}

/** One text a rule, equal for equal rules. A name that only tells the rule's place is none. */
function keysOf(rules: readonly EffectiveRule[]): string[] {
  return rules.map(({ name, when, controls, from }) => {
    const ownName = /^rule \d+$/.test(name) ? null : name;
    return JSON.stringify(sorted({ name: ownName, when, controls, from }));
  });
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
}

/** Indexes of the keys that `others` lacks, each of its keys counted once. */
function without(keys: readonly string[], others: readonly string[]): number[] {
  const left = [...others];
  return keys.flatMap((key, index) => {
    const found = left.indexOf(key);
    if (found === -1) return [index];
    left.splice(found, 1);
    return [];
  });
}

/** Whether a rule asks for no less than the base, and than the base with any one rule before it, since the last rule wins. */
function onlyTightens(
  { controls: base, rules }: EffectivePolicy,
  index: number,
  controls: readonly AnyControl[],
): boolean {
  const rule = rules[index];
  if (rule === undefined) return false;
  const states = [
    base,
    ...rules.slice(0, index).map((earlier) => applyRules(base, [{ rule: earlier, match: "yes" }], {}, controls)),
  ];
  return configurable(controls).every((control) => {
    const change = rule.controls[control.id];
    if (change === undefined) return true;
    return states.every((state) => {
      const written = state[control.id];
      return (
        written === undefined || loosenings(settingsOf(control), fillControl(control, written), change).length === 0
      );
    });
  });
}

function ruleEffect(
  rules: readonly EffectiveRule[],
  index: number,
  kind: PolicyEffect["effect"],
  words: string,
): PolicyEffect {
  const name = formatValue(rules[index]?.name);
  return { path: `rules.${index}`, effect: kind, text: `rules: ${name} ${words}` };
}
