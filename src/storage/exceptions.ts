import { type Kysely, sql } from "kysely";
import { waiverExpiredRecord } from "../evidence/grant-record.ts";
import type { CommandComment } from "../pipeline/commands.ts";
import type { BreakGlassRequest, ExceptionMemory, Grant, GrantedWaiver } from "../pipeline/exceptions.ts";
import type { PullRequestRef, RepositoryRef } from "../pipeline/ports.ts";
import { evidenceLog } from "./evidence-log.ts";
import type { Schema } from "./schema.ts";

/** What commands granted, in PostgreSQL. */
export function exceptionMemory(db: Kysely<Schema>): ExceptionMemory {
  return {
    requests: (ref) => requests(db, ref),
    waivers: (repository, after) => waivers(db, repository, after),
  };
}

/** Requests for break-glass on a pull request, oldest first. */
export async function requests(db: Kysely<Schema>, ref: PullRequestRef): Promise<BreakGlassRequest[]> {
  const rows = await db
    .selectFrom("break_glass_requests as request")
    .leftJoin("break_glass_grants as granted", "granted.request", "request.comment_id")
    .selectAll("request")
    .select(["granted.granted_at", "granted.expires_at"])
    .where("repository_id", "=", String(ref.repositoryId))
    .where("number", "=", ref.number)
    .orderBy("comment_id")
    .execute();
  const approvals = await approvalsOf(
    db,
    rows.map((row) => row.comment_id),
  );
  return rows.map((row) => ({
    id: Number(row.comment_id),
    headSha: row.head_sha,
    baseRef: row.base_ref,
    incident: row.incident,
    reason: row.reason,
    requestedBy: person(row.requester_id, row.requester_login),
    requestedAt: row.requested_at,
    approvals: approvals.get(row.comment_id) ?? [],
    grant: row.granted_at && row.expires_at ? { at: row.granted_at, expiresAt: row.expires_at } : null,
  }));
}

type Approvals = BreakGlassRequest["approvals"][number][];

async function approvalsOf(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, Approvals>> {
  if (ids.length === 0) return new Map();
  const all = db.selectFrom("break_glass_approvals").selectAll();
  const rows = await all.where("request", "in", ids).orderBy("comment_id").execute();
  const found = new Map<string, Approvals>();
  for (const { request, approver_id: id, approver_login: login, approved_at: at, reason } of rows) {
    found.set(request, [...(found.get(request) ?? []), { by: person(id, login), at, reason }]);
  }
  return found;
}

/** How often somebody asked for break-glass since a time, in an account's repositories. */
export async function recentRequests(db: Kysely<Schema>, { tenant, by }: CommandComment, since: Date): Promise<number> {
  const { count } = await db
    .selectFrom("break_glass_requests")
    .select((row) => row.fn.countAll<string>().as("count"))
    .where("tenant", "=", String(tenant))
    .where("requester_id", "=", String(by.id))
    .where("requested_at", ">=", since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function waivers(db: Kysely<Schema>, repository: RepositoryRef, after: Date): Promise<GrantedWaiver[]> {
  const rows = await db
    .selectFrom("waivers")
    .selectAll()
    .where("repository_id", "=", String(repository.repositoryId))
    .where("expires_at", ">", after)
    .orderBy("comment_id")
    .execute();
  return rows.map(({ rule, path, line, reason, granted_at: grantedAt, expires_at: expiresAt, ...row }) => {
    return { rule, path, line, reason, grantedAt, expiresAt, approvedBy: person(row.approver_id, row.approver_login) };
  });
}

/** Records the end of each waiver whose time was over by `now`, once. */
export async function keepEndedWaivers(db: Kysely<Schema>, now: Date): Promise<void> {
  const evidence = evidenceLog(db);
  const rows = await db
    .selectFrom("waivers")
    .select(["comment_id", "tenant", "repository_id", "expires_at"])
    .where("expires_at", "<=", now)
    .where(({ not, exists, selectFrom }) => {
      const told = selectFrom("evidence").select("seq").whereRef("evidence.tenant", "=", "waivers.tenant");
      const key = sql<string>`'waiver.expired/' || waivers.comment_id`;
      return not(exists(told.where("key", "=", key).where("subject", "is", null)));
    })
    .execute();
  for (const { comment_id: id, tenant, repository_id: repositoryId, expires_at: expiresAt } of rows) {
    const waiver = { id: Number(id), tenant: Number(tenant), repositoryId: Number(repositoryId), expiresAt };
    await evidence.append(waiverExpiredRecord(waiver));
  }
}

/** Commands of anybody else grant nothing. */
function person(id: string, login: string): GrantedWaiver["approvedBy"] {
  return { id: Number(id), login, type: "User" };
}

/** Keeps what a comment's command grants. */
export async function keepGrant(db: Kysely<Schema>, comment: CommandComment, grant: Grant): Promise<void> {
  const { id, ref, tenant, by, at } = comment;
  const place = { comment_id: id, tenant, repository_id: ref.repositoryId, number: ref.number };
  if (grant.what === "request") {
    const { headSha, baseRef, incident, reason } = grant;
    const requester = { requester_id: by.id, requester_login: by.login, requested_at: at };
    const row = { ...place, head_sha: headSha, base_ref: baseRef, incident, reason, ...requester };
    await db.insertInto("break_glass_requests").values(row).execute();
  } else if (grant.what === "approval") await keepApproval(db, comment, grant);
  else {
    const { rule, path, line, reason, grantedAt, expiresAt } = grant.waiver;
    const approver = { approver_id: by.id, approver_login: by.login, granted_at: grantedAt, expires_at: expiresAt };
    await db
      .insertInto("waivers")
      .values({ ...place, rule, path, line, reason, ...approver })
      .execute();
  }
}

async function keepApproval(
  db: Kysely<Schema>,
  { id, by, at }: CommandComment,
  { request, reason, grant }: Extract<Grant, { what: "approval" }>,
): Promise<void> {
  const approver = { approver_id: by.id, approver_login: by.login, approved_at: at };
  await db
    .insertInto("break_glass_approvals")
    .values({ comment_id: id, request, reason, ...approver })
    .execute();
  if (grant === null) return;
  const times = { granted_at: grant.at, expires_at: grant.expiresAt };
  await db
    .insertInto("break_glass_grants")
    .values({ request, ...times })
    .execute();
}
