import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { z } from "zod";
import { landingRules, periodRules } from "./rules.ts";

/** The rules that a row may name: what they ask is in `rules.ts`. */
export const ruleNames = [...Object.keys(landingRules), ...Object.keys(periodRules)] as RuleName[];
export type RuleName = keyof typeof landingRules | keyof typeof periodRules;

const text = z
  .string("expected a text")
  .trim()
  .regex(/^[^\p{Cc}]{1,500}$/u, "expected a line of 1 to 500 characters");
/** Its items stand in one cell of a table. */
const list = z
  .array(text.regex(/^[^;]*$/, "expected no semicolon"), "expected a list")
  .max(50, "expected at most 50 items");

const rowSchema = z.strictObject(
  {
    id: z
      .string("expected an id")
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/, "expected an id of at most 32 letters, digits, dots, _ and -"),
    title: text,
    controls: list.default([]).describe("Ids of the gate's controls that carry it out"),
    tsc: list.default([]).describe("Points of the trust services criteria, by their ids"),
    others: list.default([]).describe("Points of other frameworks, by their ids"),
    rule: z.enum(ruleNames as [RuleName, ...RuleName[]], `expected one of ${ruleNames.join(", ")}`),
  },
  { error: ({ code }) => (code === "unrecognized_keys" ? "unknown key" : "expected a map") },
);

const matrixSchema = z.strictObject(
  {
    version: z.literal(1, "expected 1"),
    rows: z.array(rowSchema, "expected a list of rows").min(1, "expected a row").max(100, "expected at most 100 rows"),
  },
  { error: ({ code }) => (code === "unrecognized_keys" ? "unknown key" : "expected a map with version and rows") },
);

/** One control as an auditor names it, and the rule that tells whether it held. */
export type MatrixRow = z.output<typeof rowSchema>;

/** A controls matrix as it was written, in YAML: this program's, or the customer's own. */
export interface Matrix {
  kind: "default" | "own";
  source: string;
}

/** A controls matrix that cannot be used: every problem with its place, a line each. */
export class MatrixError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join("\n").replaceAll(/[^\P{Cc}\n]/gu, (one) => JSON.stringify(one).slice(1, -1)));
    this.name = "MatrixError";
  }
}

/** Characters: twelve rows take five thousand. */
const longest = 128 * 1024;

/** The file that a matrix is read from, and the controls that its rows may name. */
interface Reading {
  file: string;
  /** Ids of the gate's controls; null: not looked at. */
  gateControls: readonly string[] | null;
}

/** Reads a controls matrix in YAML. Throws {@link MatrixError}, with the file's name. */
export function parseMatrix(source: string, reading: Reading = { file: "matrix", gateControls: null }): MatrixRow[] {
  const { file, gateControls } = reading;
  const lines = new LineCounter();
  const place: Place = (offset) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  if (source.length > longest) {
    throw new MatrixError([`${place(0)} expected at most ${longest} characters, got ${source.length}`]);
  }
  try {
    const document = readDocument(source, lines, place);
    return rowsOf(document, place, gateControls);
  } catch (error) {
    if (error instanceof RangeError) throw new MatrixError([`${place(0)} it is nested too deeply`]);
    throw error;
  }
}

/** A place in the file, for people. */
type Place = (offset: number) => string;

function readDocument(source: string, lineCounter: LineCounter, place: Place): Document.Parsed {
  const document = parseDocument(source, { lineCounter, prettyErrors: false, stringKeys: true, logLevel: "error" });
  const broken = [...document.errors, ...document.warnings];
  // The library's own words for a stack that is used up, once for each level.
  if (broken.some(({ message }) => message.includes("call stack"))) throw new RangeError("nested too deeply");
  if (broken.length > 0) {
    throw new MatrixError(broken.map(({ message, pos }) => `${place(pos[0])} not valid YAML: ${message}`));
  }
  visit(document, {
    Alias(_, { range }) {
      throw new MatrixError([`${place(range?.[0] ?? 0)} expected no aliases`]);
    },
  });
  return document;
}

function rowsOf(document: Document.Parsed, place: Place, gateControls: Reading["gateControls"]): MatrixRow[] {
  const parsed = matrixSchema.safeParse(document.toJS());
  const faults = parsed.success
    ? [...twiceIn(parsed.data.rows), ...unknownIn(parsed.data.rows, gateControls)]
    : faultsOf(parsed.error.issues);
  if (parsed.success && faults.length === 0) return parsed.data.rows;
  throw new MatrixError(
    faults.map(({ path, message }) => {
      const name = path.length === 0 ? "" : `${path.join(".")}: `;
      return `${place(offsetOf(document, path))} ${name}${message}`;
    }),
  );
}

function twiceIn(rows: readonly MatrixRow[]): Fault[] {
  const ids = rows.map(({ id }) => id);
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index ? [] : [{ path: ["rows", index, "id"], message: `${id} stands there twice` }],
  );
}

function unknownIn(rows: readonly MatrixRow[], gateControls: Reading["gateControls"]): Fault[] {
  return rows.flatMap(({ controls }, row) =>
    controls.flatMap((id, index) =>
      gateControls === null || gateControls.includes(id)
        ? []
        : [{ path: ["rows", row, "controls", index], message: `${id} is no control of the gate` }],
    ),
  );
}

interface Fault {
  path: readonly PropertyKey[];
  message: string;
}

/** An unknown key stands at its own place. */
function faultsOf(issues: readonly z.core.$ZodIssue[]): Fault[] {
  return issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key], message: issue.message }))
      : [{ path: issue.path, message: issue.message }],
  );
}

/** Where a key or an item stands; of one that is missing: what it should stand in. */
function offsetOf({ contents }: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: Node | null = contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap<Node, Node | null>(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      offset = pair?.key.range?.[0] ?? offset;
      node = pair?.value ?? null;
    } else if (isSeq<Node | null>(node)) {
      node = node.items[Number(step)] ?? null;
      offset = node?.range?.[0] ?? offset;
    }
  }
  return offset;
}
