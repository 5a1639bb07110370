import type { PolicyEffect } from "../domain/policy.ts";
import type { AnySetting, ListSetting, Settings } from "../domain/setting.ts";
import type { Written } from "./fill-defaults.ts";
import { formatValue } from "./format-value.ts";
import { uncovered } from "./loosenings.ts";
import { joinPath } from "./merge-settings.ts";

type Effect = PolicyEffect["effect"];

/** What becomes of each setting; both sides have their defaults filled in. */
export function diffSettings(settings: Settings, before: Written, after: Written, path: string): PolicyEffect[] {
  return Object.entries(settings).flatMap(([key, setting]) =>
    diffSetting(setting, before[key], after[key], joinPath(path, key)),
  );
}

function diffSetting(setting: AnySetting, before: unknown, after: unknown, path: string): PolicyEffect[] {
  if (before === undefined && after === undefined) return [];
  if (setting.kind === "list") return diffLists(setting, (before ?? []) as unknown[], (after ?? []) as unknown[], path);
  if (before === undefined) return [effect(path, "tightened", `${formatValue(after)} added`)];
  if (after === undefined) return [effect(path, "loosened", `${formatValue(before)} removed`)];
  if (setting.kind === "group") return diffSettings(setting.members, before as Written, after as Written, path);
  const comparison = setting.compare(after, before);
  if (comparison === "equal") return [];
  const kinds = { stricter: "tightened", laxer: "loosened", incomparable: "changed" } as const;
  return [effect(path, kinds[comparison], step(before, after))];
}

function diffLists(setting: ListSetting<unknown>, before: unknown[], after: unknown[], path: string): PolicyEffect[] {
  const lost = uncovered(setting, before, after);
  const gained = uncovered(setting, after, before);
  if (setting.longer === "neither") {
    return lost.length + gained.length > 0 ? [effect(path, "changed", step(before, after))] : [];
  }
  const [losing, gaining]: [Effect, Effect] =
    setting.longer === "stricter" ? ["loosened", "tightened"] : ["tightened", "loosened"];
  return [
    ...lost.map((item) => effect(path, losing, `${formatValue(item)} removed`)),
    ...gained.map((item) => effect(path, gaining, `${formatValue(item)} added`)),
  ];
}

/** An effect with its path in words. */
export function effect(path: string, kind: Effect, words: string): PolicyEffect {
  return { path, effect: kind, text: `${path}: ${words}` };
}

/** `1 → 2`. */
export function step(before: unknown, after: unknown): string {
  return `${formatValue(before)} → ${formatValue(after)}`;
}
