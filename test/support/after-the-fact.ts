import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import type { LandedBody } from "../../src/evidence/bodies.ts";
import { createAppClients } from "../../src/github/client.ts";
import { handleLandings, type LandingHandling } from "../../src/handle-landings.ts";
import { evidenceLog } from "../../src/storage/evidence-log.ts";
import { exceptionMemory } from "../../src/storage/exceptions.ts";
import { policyMemory } from "../../src/storage/policy-memory.ts";
import { pullRequestMemory } from "../../src/storage/pull-request-memory.ts";
import type { Change } from "./change.ts";
import { silent } from "./database.ts";
import type { Stage } from "./stage.ts";

const where = { owner: organization, repo: repository };

/** The owner may go round every rule, as an administrator on the bypass list. */
export async function letOwnerBypass({ company }: Stage): Promise<void> {
  const { rest } = company.people[owner];
  const { data } = await rest.repos.getRepoRulesets(where);
  for (const { id } of data) {
    const bypass = [{ actor_id: 1, actor_type: "OrganizationAdmin", bypass_mode: "always" }] as const;
    await rest.repos.updateRepoRuleset({ ...where, ruleset_id: id, bypass_actors: [...bypass] });
  }
}

/** Merges as the owner, whatever the rules say. */
export function mergeAsOwner({ company }: Stage, { number }: Change, method: "merge" | "squash" | "rebase" = "merge") {
  return company.people[owner].rest.pulls.merge({ ...where, pull_number: number, merge_method: method });
}

/** Pushes a commit as the owner, on top of a commit. Returns its SHA. */
export async function pushAsOwner(
  { company }: Stage,
  branch: string,
  path: string,
  from = "origin/main",
): Promise<string> {
  const work = await company.people[owner].clone(`${organization}/${repository}`);
  try {
    await work.git("checkout", "--quiet", "-B", branch, from);
    const sha = await work.commit({ [path]: "pushed\n" }, `Push ${path}`);
    await work.git("push", "--quiet", "--force", "origin", `HEAD:${branch}`);
    return sha;
  } finally {
    await work.remove();
  }
}

/** The issues that ask for a review, newest first. */
export async function issuesOf({ company }: Stage) {
  const { data } = await company.people[owner].rest.issues.listForRepo({ ...where, state: "all" });
  return data.filter(({ user, body }) => user?.type === "Bot" && body?.includes("<!-- mergewarden exception "));
}

/** The comments on an issue or pull request, oldest first. */
export async function commentsOn({ company }: Stage, thread: number): Promise<string[]> {
  const { data } = await company.people[owner].rest.issues.listComments({ ...where, issue_number: thread });
  return data.map(({ body }) => body ?? "");
}

/** A record of the evidence log. */
export type LogRecord = { kind: string } & Record<string, unknown>;

/** The log's records whose kind begins so, oldest first. */
export async function recordsOf({ database }: Stage, prefix: string): Promise<LogRecord[]> {
  const rows = await database.selectFrom("evidence").select(["kind", "body"]).orderBy("seq").execute();
  return rows.filter(({ kind }) => kind.startsWith(prefix)).map(({ kind, body }) => ({ kind, ...body }));
}

/** The records of landings that a step brought, oldest first. */
export async function landedBy(stage: Stage, step: () => Promise<unknown>): Promise<LandedBody[]> {
  const before = (await recordsOf(stage, "change.landed")).length;
  await step();
  await stage.settled();
  return (await recordsOf(stage, "change.landed")).slice(before) as unknown as LandedBody[];
}

/** The issues and the records of exceptions that one step brought. */
export async function broughtBy(stage: Stage, step: () => Promise<unknown>) {
  const [before, known] = [await issuesOf(stage), await recordsOf(stage, "exception.")];
  await step();
  await stage.settled();
  const issues = (await issuesOf(stage)).filter(({ id }) => before.every((issue) => issue.id !== id));
  return { issues, records: (await recordsOf(stage, "exception.")).slice(known.length) };
}

/** The jobs that look at what landed, some hours from now. */
export function landingsOn({ lab, company, database }: Stage, hours = 0): LandingHandling["jobs"] {
  const { app, privateKey } = company.gate;
  const secrets = { appId: app.id, privateKey, webhookSecret: "unused" };
  const { jobs } = handleLandings({
    database,
    evidence: evidenceLog(database),
    pullRequests: pullRequestMemory(database),
    policies: policyMemory(database),
    exceptions: exceptionMemory(database),
    mirrors: null,
    installation: createAppClients({ ...secrets, apiUrl: lab.apiUrl, log: silent }).installation,
    app: { id: app.id, slug: app.slug },
    now: () => new Date(Date.now() + hours * 3_600_000),
    version: "0.0.0",
    settle: 0,
    log: silent,
  });
  return jobs;
}
