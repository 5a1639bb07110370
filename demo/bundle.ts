import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type EvidenceRecord, landings } from "./evidence.ts";
import { program } from "./server.ts";
import { waitFor } from "./wait-for.ts";
import type { World } from "./world.ts";

const run = promisify(execFile);

/** The evidence bundle of what the demo played, and the key that it was verified with. */
export type EvidenceBundle = { file: string; logKey: string; days: { from: string; to: string } };

/**
 * Exports the evidence and verifies it, as an operator and an auditor would. What landed last is signed and attested within a
 * second or two. Throws with what `verify` says unless all of it is intact.
 */
export async function makeBundle(
  { server, lab }: World,
  records: readonly EvidenceRecord[],
  signal?: AbortSignal,
): Promise<EvidenceBundle> {
  const landed = landings(records);
  const [from = today(), to = from] = [landed[0], landed.at(-1)].map((record) => record?.occurred_at.slice(0, 10));
  const file = join(server.folder, "evidence.zip");
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, MERGEWARDEN_DATA: server.folder, GITHUB_SERVER_URL: lab.url };
  const mergewarden = async (...args: string[]) => {
    const { stdout } = await run(process.execPath, [program, ...args, "--json"], { env });
    return JSON.parse(stdout);
  };
  const keys: { use: string; status: string; key: string }[] = await mergewarden("evidence", "keys");
  const logKey = keys.find(({ use, status }) => use === "log" && status === "current")?.key ?? "";
  const look = async () => {
    const exported = await mergewarden("export", "--from", from, "--to", to, "--out", file);
    return exported.landings < landed.length
      ? `${exported.landings} of ${landed.length} changes are signed`
      : mergewarden("verify", file, "--log-key", logKey).then(({ status }) => String(status), whyNot);
  };
  const isIntact = (told: string) => told === "intact";
  await waitFor("an intact evidence bundle", look, isIntact, String, { every: 300, atMost: 20_000, signal });
  return { file, logKey, days: { from, to } };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function whyNot(error: Error & { stdout?: string }): string {
  return error.stdout?.trim() || error.message;
}
