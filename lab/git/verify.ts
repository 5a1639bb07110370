import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireCommit } from "../rest/commit.ts";
import type { Repository } from "../state/repository.ts";
import type { SigningKey, Verification } from "../state/state.ts";
import { now, type World } from "../world.ts";
import type { Commit } from "./parse-object.ts";
import { runGit, tryGit } from "./run.ts";

/**
 * Verifies the signatures of commits that came with a push, once and for good.
 * https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification#persistent-commit-signature-verification
 */
export async function verifyCommits(world: World, repository: Repository, tip: string): Promise<void> {
  if (world.state.signingKeys.length === 0) return;
  const known = [...repository.git.refs.values()].filter((sha) => sha !== tip).map((sha) => `^${sha}`);
  const fresh = await runGit(["rev-list", tip, ...new Set(known)], { cwd: repository.git.directory });
  for (const sha of fresh.split("\n").filter(Boolean)) {
    const commit = await requireCommit(repository, sha);
    if (!commit.signature || world.state.verifications.has(sha)) continue;
    world.state.verifications.set(sha, await verify(repository, commit, world.state.signingKeys));
  }
}

/** Notes that GitHub itself signed a commit: what it commits on somebody's behalf is verified. */
export function signedByGitHub(world: World, sha: string): void {
  world.state.verifications.set(sha, { verified: true, reason: "valid", verifiedAt: now() });
}

async function verify(repository: Repository, commit: Commit, keys: SigningKey[]): Promise<Verification> {
  const directory = await mkdtemp(join(tmpdir(), "lab-signers-"));
  try {
    const file = join(directory, "allowed");
    await writeFile(file, keys.map(({ id, key }) => `key-${id} namespaces="git" ${key}\n`).join(""));
    const args = ["-c", `gpg.ssh.allowedSignersFile=${file}`, "verify-commit", commit.sha];
    const { code, stderr } = await tryGit(args, { cwd: repository.git.directory });
    const signer = /Good "git" signature for key-(\d+) /.exec(stderr)?.[1];
    const key = keys.find(({ id }) => String(id) === signer);
    if (code !== 0 || !key) return { verified: false, reason: key ? "invalid" : "unknown_key", verifiedAt: null };
    const own = key.account.emails.some((email) => email.toLowerCase() === commit.committer.email.toLowerCase());
    if (!own) return { verified: false, reason: "bad_email", verifiedAt: null };
    return { verified: true, reason: "valid", verifiedAt: now() };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
