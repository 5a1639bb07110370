import { conclude, loadPolicyFiles } from "./cli/commands/simulate.ts";
import type { Io } from "./cli/io.ts";
import { ConfigError } from "./config.ts";
import { connectTo, noMemory } from "./connect.ts";
import { controls } from "./controls/index.ts";
import type { Facts } from "./domain/facts.ts";
import type { PolicyInForce } from "./engine/policy-in-force.ts";
import { GitHubError } from "./github/errors.ts";
import { gather } from "./github/gather.ts";
import { loadPolicy } from "./github/load-policy.ts";
import { needsOf } from "./github/needs.ts";
import { createPolicyReader } from "./github/policy-reader.ts";
import { createReader, type Reader } from "./github/reader.ts";
import { isMovedIn } from "./scanner/moved-in.ts";
import { wantsText } from "./scanner/wants-text.ts";

/** `mergewarden facts OWNER/REPO#N`. Returns the exit status: 0 done · 2 usage · 3 could not read. */
export function liveFacts(pullRequest: string, io: Io): Promise<number> {
  return withReader(pullRequest, io, async (reader) => {
    const policy = await loadPolicy(reader, noMemory, createPolicyReader(controls));
    io.out(`${JSON.stringify(await factsFor(reader, policy, true), null, 2)}\n`);
    return 0;
  });
}

/** `mergewarden simulate OWNER/REPO#N`: nothing is posted. */
export function liveSimulate(
  pullRequest: string,
  options: { policy?: string; orgPolicy?: string; json: boolean },
  io: Io,
): Promise<number> {
  return withReader(pullRequest, io, async (reader) => {
    const files = await loadPolicyFiles(options, io, controls);
    if (files === undefined) return 2;
    const inForce = await loadPolicy(reader, noMemory, createPolicyReader(controls));
    const policy: PolicyInForce = {
      ...inForce,
      ...(files.repository !== null && { repository: files.repository, error: null }),
      ...(files.organization !== null && { organization: files.organization, floorMissing: null }),
    };
    return conclude(policy, await factsFor(reader, policy, false), io, controls, options.json);
  });
}

function factsFor(reader: Reader, policy: PolicyInForce, isThorough: boolean): Promise<Facts> {
  return gather({ ...reader, ...needsOf(policy, controls), wantsText, isMovedIn, isThorough });
}

async function withReader(pullRequest: string, io: Io, use: (reader: Reader) => Promise<number>): Promise<number> {
  const [, owner, name, number] = /^([\w.-]+)\/([\w.-]+)#(\d+)$/.exec(pullRequest) ?? [];
  if (owner === undefined || name === undefined || number === undefined) {
    io.error(`expected a pull request as OWNER/REPO#N, got ${JSON.stringify(pullRequest)}\n`);
    return 2;
  }
  try {
    const { github, ref: repository } = await connectTo(process.env).repository(owner, name);
    const ref = { ...repository, number: Number(number) };
    const status = await use(createReader({ github, ref, now: new Date(), memory: noMemory }));
    if (status !== 2) io.error(withoutExceptions);
    return status;
  } catch (error) {
    io.error(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof GitHubError && isAnonymous()) io.error(anonymousHint);
    return error instanceof ConfigError ? 2 : 3;
  }
}

/** The server alone knows what it granted: nobody is to take this look for its verdict where something was. */
const withoutExceptions = "Break-glass and waivers by command are kept by the server: this look knows of none.\n";

const anonymousHint = "No GITHUB_TOKEN is set: GitHub shows a private repository only to those who may read it.\n";

function isAnonymous(): boolean {
  return !process.env.GITHUB_TOKEN && !process.env.APP_ID;
}
