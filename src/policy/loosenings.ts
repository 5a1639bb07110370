import type { AnySetting, ListSetting, Settings } from "../domain/setting.ts";
import type { Written } from "./fill-defaults.ts";

/** A setting that a rule would loosen. */
export interface Loosening {
  /** Keys joined by dots, below the control. */
  path: string;
  from: unknown;
  to: unknown;
}

/**
 * Settings of `change` that ask for less than `before`, which has its defaults filled in, or differ from it without
 * order. Lists are added to. What is new asks for more.
 */
export function loosenings(settings: Settings, before: Written, change: Written): Loosening[] {
  return Object.entries(change).flatMap(([key, to]): Loosening[] => {
    const setting = settings[key];
    const from = before[key];
    if (setting === undefined || from === undefined) return [];
    if (setting.kind === "group") {
      const nested = loosenings(setting.members, from as Written, to as Written);
      return nested.map(({ path, ...values }) => ({ path: `${key}.${path}`, ...values }));
    }
    return loosens(setting, from, to) ? [{ path: key, from, to }] : [];
  });
}

function loosens(setting: Exclude<AnySetting, { kind: "group" }>, from: unknown, to: unknown): boolean {
  if (setting.kind === "scalar") {
    const comparison = setting.compare(to, from);
    return comparison === "laxer" || comparison === "incomparable";
  }
  return (
    setting.longer !== "stricter" && uncovered(setting, to as readonly unknown[], from as readonly unknown[]).length > 0
  );
}

/** The items that no item of `cover` covers. */
export function uncovered<T>(setting: Pick<ListSetting<T>, "covers">, items: readonly T[], cover: readonly T[]): T[] {
  return items.filter((item) => !cover.some((other) => setting.covers(other, item)));
}
