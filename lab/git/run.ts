import { spawn } from "node:child_process";

/** What a git command printed and how it ended. */
export type GitResult = { code: number; stdout: Buffer; stderr: string };

/** The environment of every git command: nothing of the machine's configuration. */
export const gitEnvironment: Record<string, string> = {
  PATH: process.env.PATH ?? "",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C.UTF-8",
};

/** Runs git and answers its output, whatever its exit status. */
export function tryGit(
  args: string[],
  options: { cwd: string; env?: Record<string, string>; input?: Buffer | string },
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, { cwd: options.cwd, env: { ...gitEnvironment, ...options.env } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    child.stdin.on("error", () => {});
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({ code: code ?? 1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString() }),
    );
    child.stdin.end(options.input ?? "");
  });
}

/** Runs git and answers its standard output. Throws with what git said when it fails. */
export async function runGit(
  args: string[],
  options: { cwd: string; env?: Record<string, string>; input?: Buffer | string },
): Promise<string> {
  const result = await tryGit(args, options);
  if (result.code !== 0) throw new Error(`git ${args.join(" ")}: exit ${result.code}: ${result.stderr}`);
  return result.stdout.toString();
}
