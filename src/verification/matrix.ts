import { createHash } from "node:crypto";
import { parseDocument, visit } from "yaml";
import { z } from "zod";
import type { Manifest } from "./manifest.ts";
import { BundleError, type Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { Table } from "./rows.ts";

const MATRIX = "controls/matrix.yml";
const TABLE = "controls/controls_matrix.csv";
const columns = "control_id,title,gate_controls,tsc,other_frameworks,rule".split(",");

/** SHA-256 of every matrix that was ever the default one: what is published as such was nobody's choice. */
export const defaultMatrices: readonly string[] = ["6d2fe3056c93029eaf3ca0a843e9115c86525ca1dd2b112c5fb40c0179b796f9"];

const list = z.array(z.string().trim()).default([]);
const row = z.strictObject({
  id: z.string(),
  title: z.string().trim(),
  controls: list,
  tsc: list,
  others: list,
  rule: z.string(),
});
const schema = z.strictObject({ version: z.literal(1), rows: z.array(row) });

/** A control, as the matrix in the bundle has it. */
export type Row = z.output<typeof row>;

/** The matrix of controls, which the table of controls repeats. Throws if it cannot be read. */
export async function readMatrix(bundle: Bundle, manifest: Manifest, problems: Problems): Promise<Row[]> {
  const bytes = await bundle.read(MATRIX);
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (manifest.matrix === "default" && !defaultMatrices.includes(digest)) {
    problems.add("FILE_MALFORMED", MATRIX, "the manifest calls it the default one, which it is not");
  }
  const { rows } = rowsIn(bytes);
  const table = new Table(bundle, { file: TABLE, columns, keys: ["control_id"] }, problems);
  for (const { id, title, controls, tsc, others, rule } of rows) {
    const joined = { gate_controls: controls.join(";"), tsc: tsc.join(";"), other_frameworks: others.join(";") };
    await table.expect({ control_id: id, title, ...joined, rule });
  }
  await table.end();
  return rows;
}

/** Characters: more than any export takes. */
const longest = 128 * 1024;

function rowsIn(bytes: Buffer): z.output<typeof schema> {
  try {
    if (bytes.length > longest * 4) throw new RangeError("it is too long");
    const document = parseDocument(bytes.toString("utf8"), {
      prettyErrors: false,
      stringKeys: true,
      logLevel: "error",
    });
    const [error] = [...document.errors, ...document.warnings];
    if (error !== undefined) throw error;
    visit(document, {
      Alias() {
        throw new RangeError("it has aliases");
      },
    });
    return schema.parse(document.toJS());
  } catch {
    throw new BundleError("FILE_MALFORMED", MATRIX, "it is no matrix of controls");
  }
}
