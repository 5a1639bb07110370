import { ancestorsOf, childOf, type Entry, isNamed, plainName } from "../../entries/entry.ts";
import type { Severity } from "../../finding.ts";
import type { Settings } from "../../settings.ts";
import type { Source } from "../../source.ts";

/** Where an entry is judged. */
export interface Around {
  readonly source: Source;
  readonly settings: Settings;
}

/** A setting that takes or makes unencrypted connections by itself. */
export interface Setting {
  /**
   * In snake case, which stands for every spelling; `a.b` for `b` in a block `a`, for a key `a.b` and for a variable
   * `A_B`.
   */
  readonly keys: readonly string[];
  /** In any spelling. */
  readonly values: readonly string[];
  /** Also in programs: an argument, property or builder's call of that name. */
  readonly inCode?: boolean;
  /** Names of languages; any if absent. */
  readonly languages?: readonly string[];
  /** What else has to be true. A severity instead of true weighs the finding. */
  readonly when?: (entry: Entry, around: Around) => boolean | Severity | null;
  /** Why it is a finding, as a sentence. */
  readonly why: string;
}

export const off: readonly string[] = ["false", "no", "off", "0", "disabled", "disable", "$false"];
export const on: readonly string[] = ["true", "yes", "on", "1", "enabled", "enable", "$true"];

/** A key with its value, wherever the key is written: before the value, as a value of its own, or both in one text. */
interface Said {
  readonly path: string;
  readonly value: string;
  readonly entry: Entry;
}

const keysOfNames = ["name", "key", "parameter_name", "setting_id", "option_name", "property"];
const keysOfValues = ["value", "parameter_value"];
const assignment = /^-{0,2}([\w./-]{1,200})=(.{0,200})$/;

/** What an entry says: as `key: value`, `- KEY=value`, or `name: key` beside `value: value`. */
export function saidBy(entry: Entry): Said | undefined {
  const { key, value } = entry;
  if (key === "") {
    const match = assignment.exec(value ?? "");
    return match === null ? undefined : { path: match[1] ?? "", value: match[2] ?? "", entry };
  }
  if (value === undefined) return undefined;
  if (keysOfNames.some((name) => isNamed(key, name))) {
    const beside = childOf(entry.parent, ...keysOfValues);
    if (beside?.value !== undefined) return { path: value, value: beside.value, entry: beside };
  }
  return { path: key, value, entry };
}

/** The entry of a setting, if the one at hand is one. */
export function matchSetting({ keys, values }: Setting, entry: Entry): Entry | undefined {
  const said = saidBy(entry);
  if (said === undefined) return undefined;
  if (!takes({ values }, said.value)) return undefined;
  return keys.some((key) => isPath(plainName(key), said.path, entry)) ? said.entry : undefined;
}

/** Whether a value is one of the setting's. */
export function takes({ values }: Pick<Setting, "values">, value: string): boolean {
  const plain = plainName(value);
  return values.some((wanted) => plainName(wanted) === plain);
}

/** Whether a key, with as many of the keys above it as it takes, is the wanted one. */
function isPath(wanted: string, path: string, entry: Entry): boolean {
  let text = "";
  for (const segment of segmentsUp(path, entry)) {
    text = segment + text;
    if (text.length >= wanted.length) return text === wanted;
  }
  return false;
}

function* segmentsUp(path: string, entry: Entry): Generator<string> {
  const isVariable = /^[A-Z][A-Z0-9_]*$/.test(path);
  for (const segment of path.split(isVariable ? "_" : /[./]/).reverse()) yield plainName(segment);
  for (const { key } of ancestorsOf(entry)) for (const segment of key.split(/[./]/).reverse()) yield plainName(segment);
}

/** The words that a key is found by: its last part, as it may be spelt. */
export function wordsOf(key: string): string[] {
  const last = key.slice(Math.max(key.lastIndexOf("."), key.lastIndexOf("/")) + 1).toLowerCase();
  return [...new Set([last, last.replaceAll("_", ""), last.replaceAll("_", "-")])];
}
