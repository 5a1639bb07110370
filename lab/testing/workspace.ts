import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Lab } from "../lab.ts";

const run = promisify(execFile);

/** A person's clone of a repository, worked on with the real git. */
export type Workspace = {
  directory: string;
  /** Runs git there and answers its output, trimmed. Throws with what git said. */
  git: (...args: string[]) => Promise<string>;
  /** Writes files (null: removes) and commits them; answers the SHA. */
  commit: (files: Record<string, string | Buffer | null>, message?: string) => Promise<string>;
  remove: () => Promise<void>;
};

/** Clones `owner/name` with a token as its password. */
export async function clone(
  lab: Lab,
  fullName: string,
  user: { login: string; token: string; email?: string },
): Promise<Workspace> {
  const directory = await mkdtemp(join(tmpdir(), "lab-clone-"));
  const email = user.email ?? `${user.login}@example.com`;
  const env = {
    PATH: process.env.PATH,
    HOME: directory,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_AUTHOR_NAME: user.login,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: user.login,
    GIT_COMMITTER_EMAIL: email,
  };
  const git = async (...args: string[]) => (await run("git", args, { cwd: directory, env })).stdout.trim();
  const url = new URL(`${lab.url}/${fullName}.git`);
  url.username = user.login;
  url.password = user.token;
  await git("clone", "--quiet", url.href, ".");
  return {
    directory,
    git,
    commit: async (files, message = "Change") => {
      for (const [path, content] of Object.entries(files)) {
        if (content === null) await git("rm", "--quiet", "--", path);
        else {
          await mkdir(dirname(join(directory, path)), { recursive: true });
          await writeFile(join(directory, path), content);
        }
      }
      await git("add", "--all");
      await git("commit", "--quiet", "--message", message);
      return git("rev-parse", "HEAD");
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
