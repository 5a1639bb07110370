import { z } from "zod";

/** How one value of a setting stands to another. */
export type Comparison = "stricter" | "laxer" | "equal" | "incomparable";

/** A setting of one value; `D` is its default, undefined if nothing holds unless it is written. */
export interface ScalarSetting<T, D extends T | undefined = T | undefined> {
  readonly kind: "scalar";
  readonly description: string;
  /** Reads the form of the policy file and yields the normal form. */
  readonly schema: z.ZodType<T>;
  readonly default: D;
  /** Whether its group is incomplete without it. */
  readonly required: boolean;
  /** How `a` stands to `b`. */
  compare(a: T, b: T): Comparison;
}

/** A setting of many values. */
export interface ListSetting<T> {
  readonly kind: "list";
  readonly description: string;
  /** Reads one item of the policy file and yields its normal form. */
  readonly item: z.ZodType<T>;
  readonly default: readonly T[];
  /** What a longer list means; `neither`: lists have no order. */
  readonly longer: "stricter" | "laxer" | "neither";
  /** Whether item `a` asks for, or allows, at least all that item `b` does. */
  covers(a: T, b: T): boolean;
}

/** Settings that belong together. */
export interface GroupSetting<M extends Settings, A extends boolean = boolean> {
  readonly kind: "group";
  readonly description: string;
  readonly members: M;
  /** Whether its defaults hold even if it is not written; else it holds only if it is. */
  readonly always: A;
}

export type AnySetting = ScalarSetting<unknown> | ListSetting<unknown> | GroupSetting<Settings>;
/** Settings by their keys in the policy file. */
export interface Settings {
  readonly [key: string]: AnySetting;
}

type Value<S> =
  S extends ScalarSetting<infer T, infer D>
    ? D extends undefined
      ? T | undefined
      : T
    : S extends ListSetting<infer T>
      ? readonly T[]
      : S extends GroupSetting<infer M, infer A>
        ? Values<M> | (A extends true ? never : undefined)
        : never;
/** The values of settings, defaults filled in. A group that holds only if it is written may be undefined. */
export type Values<S extends Settings> = { [K in keyof S]: Value<S[K]> };

interface Common<T> {
  description: string;
  default: T;
}

/** One of some words, laxest first. */
export function level<const W extends readonly [string, ...string[]]>(words: W, options: Common<W[number]>) {
  const setting: ScalarSetting<W[number], W[number]> = {
    kind: "scalar",
    schema: z.enum(words),
    required: false,
    compare: (a, b) => compareNumbers(words.indexOf(a), words.indexOf(b)),
    ...options,
  };
  return setting;
}

/** A whole number of which `stricter` says which way is stricter. */
export function wholeNumber(options: Common<number> & { min: number; max: number; stricter: "more" | "fewer" }) {
  const { min, max, stricter, ...common } = options;
  const setting: ScalarSetting<number, number> = {
    kind: "scalar",
    schema: z.int().min(min).max(max),
    required: false,
    compare: (a, b) => (stricter === "more" ? compareNumbers(a, b) : compareNumbers(b, a)),
    ...common,
  };
  return setting;
}

/** A value without order. */
export function unordered<T>(schema: z.ZodType<T>, options: Common<T>): ScalarSetting<T, T> {
  return { kind: "scalar", schema, required: false, compare: compareEquality, ...options };
}

/** A value that holds only if it is written. */
export function optional<T>(
  schema: z.ZodType<T>,
  options: { description: string; required?: boolean; compare?: (a: T, b: T) => Comparison },
): ScalarSetting<T, undefined> {
  return { kind: "scalar", schema, default: undefined, required: false, compare: compareEquality, ...options };
}

/** A list of which `longer` says what more items mean. */
export function list<T>(
  item: z.ZodType<T>,
  options: {
    description: string;
    longer: ListSetting<T>["longer"];
    default?: readonly T[];
    covers?: (a: T, b: T) => boolean;
  },
): ListSetting<T> {
  return { kind: "list", item, default: [], covers: (a, b) => compareEquality(a, b) === "equal", ...options };
}

/** Settings that belong together, and hold only if the group is written. */
export function group<const M extends Settings>(description: string, members: M): GroupSetting<M, false> {
  return { kind: "group", description, members, always: false };
}

/** Settings that belong together, whose defaults hold if the group is not written. */
export function standingGroup<const M extends Settings>(description: string, members: M): GroupSetting<M, true> {
  return { kind: "group", description, members, always: true };
}

function compareNumbers(a: number, b: number): Comparison {
  if (a === b) return "equal";
  return a > b ? "stricter" : "laxer";
}

/** Equal if both have the same JSON form; normal forms write their keys in one order. */
export function compareEquality(a: unknown, b: unknown): Comparison {
  return JSON.stringify(a) === JSON.stringify(b) ? "equal" : "incomparable";
}
