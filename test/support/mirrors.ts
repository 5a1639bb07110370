import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "pino";
import { createLab, type Lab } from "../../lab/lab.ts";
import { clone, type Workspace } from "../../lab/testing/workspace.ts";
import type { Limits } from "../../src/git/fetch.ts";
import { createMirrors } from "../../src/git/mirrors.ts";
import type { Mirrors } from "../../src/pipeline/mirrors.ts";
import { silent } from "./database.ts";

/** A private repository on the lab, a clone to work in, and a folder for mirrors. */
export interface MirrorStage {
  lab: Lab;
  work: Workspace;
  folder: string;
  repository: { installationId: number; repositoryId: number; owner: string; name: string };
  token: string;
  /** Commits on top of a commit, and pushes it to a branch of its own. */
  commit(files: Record<string, string>, from?: string): Promise<string>;
  /** Mirrors in the folder; from the lab, unless another address is given. */
  mirrors(options?: { serverUrl?: string; token?: string; limits?: Partial<Limits>; log?: Logger }): Mirrors;
  close(): Promise<void>;
}

/** Sets it up; the default branch has one commit. */
export async function createMirrorStage(): Promise<MirrorStage> {
  const lab = await createLab();
  const { token } = lab.seed.user("ada");
  const { id: repositoryId } = await lab.seed.repository("ada/vault", { private: true });
  const repository = { installationId: 1, repositoryId, owner: "ada", name: "vault" };
  const work = await clone(lab, "ada/vault", { login: "ada", token });
  const folder = await mkdtemp(join(tmpdir(), "mergewarden-mirrors-"));
  let branches = 0;
  return {
    ...{ lab, work, folder, repository, token },
    async commit(files, from) {
      branches += 1;
      await work.git(
        "checkout",
        "--quiet",
        ...(from === undefined ? ["--orphan", `b${branches}`] : ["--detach", from]),
      );
      const sha = await work.commit(files, `Commit ${branches}`);
      await work.git("push", "--quiet", "origin", `HEAD:refs/heads/b${branches}`);
      return sha;
    },
    mirrors({ serverUrl = lab.url, token: given = token, limits = {}, log = silent } = {}) {
      const bounds = { patience: 60_000, size: 2 ** 30, pauses: [], ...limits };
      return createMirrors({ folder, serverUrl, log, limits: bounds, token: async () => given });
    },
    async close() {
      await lab.close();
      await work.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A folder for PATH, within another, with a git of its own: a shell script, which may go on as the real one with `exec "$git" "$@"`. */
export async function fakeGit(parent: string, script: string): Promise<string> {
  const folder = await mkdtemp(join(parent, "fake-git-"));
  const path = join(folder, "git");
  await writeFile(path, `#!/bin/sh\nPATH='${process.env.PATH}'\ngit=$(command -v git)\n${script}\n`);
  await chmod(path, 0o755);
  return folder;
}

/** The lines of a file; none, if it is not there. */
export async function linesOf(path: string): Promise<string[]> {
  const text = await readFile(path, "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}
