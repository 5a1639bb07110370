import { parseDocument, visit } from "yaml";
import { z } from "zod";
import { landingRules, periodRules } from "./rules.ts";

/** The rules that a row may name: what they ask is in `rules.ts`. */
export const ruleNames = [...Object.keys(landingRules), ...Object.keys(periodRules)] as RuleName[];
export type RuleName = keyof typeof landingRules | keyof typeof periodRules;

const text = z.string().trim().min(1).max(500);
const list = z.array(text).max(50);

const rowSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/),
  title: text,
  controls: list.default([]).describe("Ids of the gate's controls that carry it out"),
  tsc: list.default([]).describe("Points of the trust services criteria, by their ids"),
  others: list.default([]).describe("Points of other frameworks, by their ids"),
  rule: z.enum(ruleNames as [RuleName, ...RuleName[]]),
});

const matrixSchema = z.strictObject({ version: z.literal(1), rows: z.array(rowSchema).min(1).max(100) });

/** One control as an auditor names it, and the rule that tells whether it held. */
export type MatrixRow = z.output<typeof rowSchema>;

/** A controls matrix that cannot be used: every problem, a line each. */
export class MatrixError extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "MatrixError";
  }
}

/** Characters: twelve rows take five thousand. */
const longest = 128 * 1024;

/** Reads a controls matrix in YAML. Throws {@link MatrixError}. */
export function parseMatrix(source: string): MatrixRow[] {
  if (source.length > longest) throw new MatrixError([`expected at most ${longest} characters, got ${source.length}`]);
  const document = parseDocument(source, { uniqueKeys: true });
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) throw new MatrixError(broken.map(({ message }) => message.split("\n")[0] ?? ""));
  visit(document, {
    Alias() {
      throw new MatrixError(["expected no aliases"]);
    },
  });
  const parsed = matrixSchema.safeParse(document.toJS());
  if (!parsed.success) {
    throw new MatrixError(parsed.error.issues.map(({ path, message }) => `${path.join(".") || "matrix"}: ${message}`));
  }
  const { rows } = parsed.data;
  const twice = rows.filter(({ id }, index) => rows.findIndex((row) => row.id === id) !== index);
  if (twice.length > 0) throw new MatrixError(twice.map(({ id }) => `${id}: stands there twice`));
  return rows;
}
