import { type AnySetting, compareEquality, type ListSetting, type Settings } from "../domain/setting.ts";
import type { Written } from "./fill-defaults.ts";
import { uncovered } from "./loosenings.ts";

/** Something that a repository writes and the floor overrules. */
export interface Overruled {
  /** Keys joined by dots, list items by their index. */
  path: string;
  /** Where the floor writes what holds. */
  floorPath: string;
  asked: unknown;
  holds: unknown;
}

/** Values of both, the stricter of each, and what the repository wrote in vain. */
export interface Merged<T> {
  value: T;
  overruled: Overruled[];
}

/** Where the values stand that are merged: keys joined by dots, empty at the top. */
export interface Paths {
  repository: string;
  floor: string;
}

/** Merges what both write, key by key: the stricter holds; without order the floor's (contract, section 6, the floor). */
export function mergeSettings(settings: Settings, floor: Written, repository: Written, paths: Paths): Merged<Written> {
  const value: Record<string, unknown> = {};
  const overruled: Overruled[] = [];
  for (const [key, setting] of Object.entries(settings)) {
    const merged = mergeSetting(setting, floor[key], repository[key], below(paths, key));
    if (merged.value !== undefined) value[key] = merged.value;
    overruled.push(...merged.overruled);
  }
  return { value, overruled };
}

function below({ repository, floor }: Paths, key: string): Paths {
  return { repository: joinPath(repository, key), floor: joinPath(floor, key) };
}

/** A path with a key added. */
export function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function mergeSetting(setting: AnySetting, floor: unknown, repository: unknown, paths: Paths): Merged<unknown> {
  if (floor === undefined) return { value: repository, overruled: [] };
  if (repository === undefined) return { value: floor, overruled: [] };
  if (setting.kind === "group") return mergeSettings(setting.members, floor as Written, repository as Written, paths);
  if (setting.kind === "list") return mergeList(setting, floor as unknown[], repository as unknown[], paths);
  const comparison = setting.compare(repository, floor);
  if (comparison === "stricter" || comparison === "equal") return { value: repository, overruled: [] };
  return { value: floor, overruled: [overrule(paths, repository, floor)] };
}

function mergeList(
  setting: ListSetting<unknown>,
  floor: readonly unknown[],
  repository: readonly unknown[],
  paths: Paths,
): Merged<readonly unknown[]> {
  if (setting.longer === "stricter") return { value: union(floor, repository), overruled: [] };
  const excess = uncovered(setting, repository, floor);
  if (setting.longer === "laxer") {
    const overruled = excess.map((asked) => {
      const item = joinPath(paths.repository, String(repository.indexOf(asked)));
      return overrule({ ...paths, repository: item }, asked, floor);
    });
    return { value: repository.filter((item) => !excess.includes(item)), overruled };
  }
  const isSame = excess.length === 0 && uncovered(setting, floor, repository).length === 0;
  return { value: floor, overruled: isSame ? [] : [overrule(paths, repository, floor)] };
}

function overrule({ repository: path, floor: floorPath }: Paths, asked: unknown, holds: unknown): Overruled {
  return { path, floorPath, asked, holds };
}

/** The items of both, equal ones once. */
export function union<T>(first: readonly T[], second: readonly T[]): T[] {
  const all: T[] = [];
  for (const item of [...first, ...second]) {
    if (!all.some((known) => compareEquality(known, item) === "equal")) all.push(item);
  }
  return all;
}
