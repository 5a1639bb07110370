import { createHash } from "node:crypto";
import { z } from "zod";
import { canonical, type Json, parseCanonical } from "./canonical.ts";
import { BundleError, type Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { at } from "./records.ts";

const count = z.int().min(0);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const schema = z.strictObject({
  v: z.literal(1),
  tenant: z.string().regex(/^gh:\d+$/),
  origin: z.string().min(1),
  size: count,
  root: z.base64(),
  checkpoint_sha256: z.string(),
  period: z.strictObject({ from: day, to: day, tz: z.string(), from_utc: instant, to_utc: instant }),
  basis: z.enum(["landed", "merged"]),
  profile: z.enum(["full", "pseudonymous", "public"]),
  matrix: z.enum(["default", "own"]),
  generator: z.string(),
  files: z.array(z.strictObject({ path: z.string(), bytes: count, sha256: digest })),
  totals: z.record(z.string(), z.json()),
  redaction: z.record(z.string(), z.json()),
  development: z.boolean(),
});

/** What the bundle says that it is, and every file's digest. */
export type Manifest = z.output<typeof schema>;

/** Files that the manifest does not list: it and its signature. */
const OUTSIDE = ["manifest.json", "manifest.sig"];
const SUMS = "SHA256SUMS";

/** The manifest. Throws if it is not in its one form: then nothing of the bundle means anything. */
export async function readManifest(bundle: Bundle): Promise<{ manifest: Manifest; bytes: Buffer }> {
  const bytes = await bundle.read("manifest.json", 1024 ** 3);
  const parsed = schema.safeParse(parseCanonical(bytes) satisfies Json | undefined);
  if (!parsed.success) {
    const why = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).slice(0, 3);
    throw new BundleError("MANIFEST_MALFORMED", "manifest.json", `it is not what an export writes (${why.join("; ")})`);
  }
  return { manifest: parsed.data, bytes };
}

/** Every file is as the manifest says, SHA256SUMS says the same, and there is no other. */
export async function checkFiles(bundle: Bundle, manifest: Manifest, problems: Problems): Promise<void> {
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  if (listed.size !== manifest.files.length || !isSorted([...listed.keys()])) {
    problems.add("MANIFEST_MALFORMED", "manifest.json", "its files are not sorted and unique");
  }
  for (const name of bundle.names) {
    if (listed.has(name) || OUTSIDE.includes(name)) continue;
    problems.add("FILE_EXTRA", name, "the manifest does not list this file: somebody added it");
  }
  for (const { path, bytes, sha256 } of listed.values()) {
    if (!bundle.has(path)) problems.add("FILE_MISSING", path, "the manifest lists this file: somebody took it out");
    else await problems.guard(() => checkFile(bundle, { path, bytes, sha256 }, problems));
  }
  await problems.guard(() => checkSums(bundle, manifest, problems));
}

async function checkFile(bundle: Bundle, file: Manifest["files"][number], problems: Problems): Promise<void> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const part of bundle.stream(file.path)) {
    hash.update(part);
    bytes += part.length;
  }
  if (bytes !== file.bytes || hash.digest("hex") !== file.sha256) {
    problems.add(
      "FILE_CHANGED",
      file.path,
      "its bytes are not those that the manifest lists: it was changed afterwards",
    );
  }
}

async function checkSums(bundle: Bundle, manifest: Manifest, problems: Problems): Promise<void> {
  const wanted = manifest.files.filter(({ path }) => path !== SUMS).map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  if (!(await bundle.read(SUMS)).equals(Buffer.from(wanted.join("")))) {
    problems.add("SUMS_DISAGREE", SUMS, "it does not list the files and digests that the manifest lists");
  }
}

function isSorted(names: readonly string[]): boolean {
  return names.every(
    (name, index) => index === 0 || Buffer.compare(Buffer.from(names[index - 1] ?? ""), Buffer.from(name)) < 0,
  );
}

/** What the manifest says was counted is what was counted. */
export function checkTotals(manifest: Manifest, counted: Readonly<Record<string, Json>>, problems: Problems): void {
  for (const [name, count] of Object.entries(counted)) {
    const told = at(manifest.totals as Json, name) ?? at(manifest.redaction as Json, name);
    if (told !== undefined && canonical(told) === canonical(count)) continue;
    const why = `it says ${JSON.stringify(told)} ${name}, the bundle holds ${JSON.stringify(count)}`;
    problems.add("TOTALS_DISAGREE", "manifest.json", why);
  }
}
