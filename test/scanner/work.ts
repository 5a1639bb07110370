type Method = (this: unknown, ...given: unknown[]) => unknown;

/** Characters that a pattern may look at that fails where it is tried, as no quantifier of it is without a bound. */
const BOUNDED = 500;
const isUnbounded = /(?:^|[^\\])(?:\\\\)*(?:[*+]|\{\d+,\})/;
const classes = /\[(?:[^\]\\]|\\[\s\S])*\]/g;

const eager = ["trim", "trimStart", "trimEnd", "toLowerCase", "replaceAll"] as const;
const searching = ["indexOf", "includes"] as const;
const visiting = ["map", "filter", "flatMap", "splice", "join", "reverse", "concat", "includes"] as const;
const asking = ["some", "every", "find", "findIndex", "findLast", "findLastIndex"] as const;

/**
 * Steps that a call takes, without a clock: characters that regular expressions and searches in strings may look at,
 * and elements that arrays' methods visit. What a regular expression does twice is not seen.
 */
export function workOf(run: () => unknown): number {
  let work = 0;
  let isAside = false;
  const kept: (() => void)[] = [];
  const replace = (owner: object, name: string | symbol, make: (original: Method) => Method) => {
    const original = Reflect.get(owner, name) as Method;
    kept.push(() => Reflect.defineProperty(owner, name, { value: original, writable: true, configurable: true }));
    Reflect.defineProperty(owner, name, { value: make(original), writable: true, configurable: true });
  };
  const counting = (
    owner: object,
    name: string | symbol,
    count: (self: never, result: unknown, given: never) => number,
  ) =>
    replace(
      owner,
      name,
      (original) =>
        function (...given) {
          const result = original.apply(this, given);
          work += count(this as never, result, given as never);
          return result;
        },
    );
  replace(
    RegExp.prototype,
    "exec",
    (original) =>
      function (...given) {
        const pattern = this as RegExp;
        const from = pattern.global || pattern.sticky ? pattern.lastIndex : 0;
        const match = original.apply(this, given) as RegExpExecArray | null;
        if (isAside) return match;
        isAside = true;
        const before = work;
        const span = spanOf(pattern, String(given[0]), from, match);
        work = before + span;
        isAside = false;
        return match;
      },
  );
  replace(
    RegExp.prototype,
    Symbol.split,
    (original) =>
      function (...given) {
        const before = work;
        const parts = original.apply(this, given);
        work = before + String(given[0]).length;
        return parts;
      },
  );
  for (const name of eager) counting(String.prototype, name, (text: string) => text.length);
  for (const name of searching) {
    counting(String.prototype, name, (text: string, found, [wanted, from = 0]: [string, number?]) => {
      const at = typeof found === "number" ? found : found === true ? text.indexOf(wanted, from) : -1;
      return (at === -1 ? text.length : at + wanted.length) - from;
    });
  }
  for (const name of visiting) counting(Array.prototype, name, (items: unknown[]) => items.length);
  counting(Array.prototype, "slice", (_items, copy) => (copy as unknown[]).length);
  for (const name of asking) {
    replace(
      Array.prototype,
      name,
      (original) =>
        function (ask, ...rest) {
          const counted: Method = (...given) => {
            work += 1;
            return (ask as Method)(...given);
          };
          return original.call(this, counted, ...rest);
        },
    );
  }
  try {
    run();
  } finally {
    for (const restore of kept.reverse()) restore();
  }
  return work;
}

function spanOf(pattern: RegExp, text: string, from: number, match: RegExpExecArray | null): number {
  if (match !== null) return match.index + match[0].length - from + 1;
  const rest = Math.max(0, text.length - from);
  return isShort(pattern) ? Math.min(rest, BOUNDED) : rest + 1;
}

const known = new Map<string, boolean>();

/** Whether a pattern that fails has looked at one place alone, and not far from it. */
function isShort(pattern: RegExp): boolean {
  const key = String(pattern);
  const found = known.get(key) ?? isAnchored(pattern);
  known.set(key, found);
  return found;
}

function isAnchored({ source, sticky, multiline }: RegExp): boolean {
  let rest = source.replaceAll(classes, "a");
  if (isUnbounded.test(rest)) return false;
  rest = rest.replaceAll(/\\[\s\S]/g, "a");
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replaceAll(/\([^()]*\)/g, "a");
  }
  return sticky || (!multiline && rest.startsWith("^") && !rest.includes("|"));
}
