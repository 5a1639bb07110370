import { createHash } from "node:crypto";
import { canonicalBytes } from "../evidence/canonical.ts";
import { checkpointIn } from "../transparency/checkpoints.ts";
import { encodeBase64 } from "../transparency/encoding.ts";
import type { Redaction } from "./identities.ts";
import type { ExportRequest } from "./request.ts";
import type { Spool } from "./spool.ts";

/** Writes SHA256SUMS, the manifest over all files, and its signature. Returns `sha256:` of the manifest. */
export async function writeManifest(
  request: ExportRequest,
  told: { totals: Record<string, unknown>; redaction: Redaction; development: boolean },
  spool: Spool,
): Promise<string> {
  const { source, signer, pinned, period, basis, profile, matrix, generator } = request;
  await spool.add("SHA256SUMS", spool.files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join(""));
  const { size, root } = checkpointIn(pinned.note);
  const manifest = textOf({
    ...{ v: 1, tenant: `gh:${source.tenant}`, origin: source.origin, size, root: encodeBase64(root) },
    checkpoint_sha256: hex(pinned.note),
    ...{ period, basis, profile, matrix: matrix.kind, generator, ...told },
    files: [],
  });
  // Put in one by one, ten thousands of files take a fraction of the memory. Within a value these quotes would be escaped.
  const files = spool.files.map(({ path, bytes: length, sha256 }) => textOf({ path, bytes: length, sha256 }));
  const bytes = Buffer.from(manifest.replace('"files":[]', () => `"files":[${files.join(",")}]`));
  await spool.add("manifest.json", bytes);
  await spool.add("manifest.sig", await signer.sign(bytes));
  return `sha256:${hex(bytes)}`;
}

function textOf(value: unknown): string {
  return Buffer.from(canonicalBytes(value)).toString();
}

function hex(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
