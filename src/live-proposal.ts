import type { Io } from "./cli/io.ts";
import { printableLines } from "./cli/printable.ts";
import { writeJson } from "./cli/tell-problems.ts";
import { ConfigError } from "./config.ts";
import { connectTo } from "./connect.ts";
import { readHabits } from "./github/proposal/read-habits.ts";
import { propose } from "./proposal/propose.ts";

/** `mergewarden policy init OWNER/REPO`. Returns the exit status: 0 done · 2 usage · 3 could not read. */
export async function liveProposal(repository: string, json: boolean, io: Io): Promise<number> {
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository) ?? [];
  if (owner === undefined || name === undefined) {
    io.error(`expected a repository as OWNER/REPO, got ${JSON.stringify(repository)}\n`);
    return 2;
  }
  try {
    const { github } = await connectTo(process.env).repository(owner, name);
    const policy = propose(await readHabits(github, owner, name));
    if (json) writeJson({ repository: `${owner}/${name}`, policy }, io);
    else io.out(printableLines(policy));
    return 0;
  } catch (error) {
    io.error(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof ConfigError ? 2 : 3;
  }
}
