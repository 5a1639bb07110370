import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "../../src/domain/facts.ts";
import type { CommandComment, Decision, Known } from "../../src/pipeline/commands.ts";
import type { Grant } from "../../src/pipeline/exceptions.ts";
import { commandMemory } from "../../src/storage/commands.ts";
import { exceptionMemory } from "../../src/storage/exceptions.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";
import { bob, olga, omar } from "../support/facts.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const at = new Date("2026-01-31T10:00:00.123Z");
const later = new Date("2026-01-31T14:00:00.123Z");
const bigId = 9_007_199_254_740_000;
let id = 0;

function ref(number: number) {
  return { installationId: 7, repositoryId: bigId, owner: "acme", name: "api", number };
}

/** Keeps a grant as a command does; what the decision knew. */
async function keep(by: Actor, number: number, grant: Grant, when = at): Promise<{ id: number; known: Known }> {
  id += 1;
  const comment: CommandComment = { id: bigId + id, ref: ref(number), tenant: 3, by, at: when };
  const seen: Known[] = [];
  const decision: Decision = {
    kind: grant.what,
    outcome: { reaction: "+1", answer: null, followUp: "judge" },
    grant,
    records: [],
  };
  await commandMemory(database.db).take(comment, (known) => {
    seen.push(known);
    return decision;
  });
  const [known] = seen;
  if (known === undefined) throw new Error("nobody was asked");
  return { id: comment.id, known };
}

const request: Grant = { what: "request", headSha: "a", baseRef: "main", incident: "INC-1", reason: "down" };

test("a request, its approvals in their order, and the grant", async () => {
  const memory = exceptionMemory(database.db);
  const asked = await keep(bob, 1, request);
  const empty = { id: asked.id, headSha: "a", baseRef: "main", incident: "INC-1", reason: "down", requestedBy: bob };
  const open = { ...empty, requestedAt: at, approvals: [], grant: null };
  expect(await memory.requests(ref(1))).toEqual([open]);
  const approval = { what: "approval", request: asked.id } as const;
  await keep(omar, 1, { ...approval, reason: null, grant: null });
  const last = await keep(olga, 1, { ...approval, reason: "read", grant: { at, expiresAt: later } });
  const approvals = [
    { by: omar, at, reason: null },
    { by: olga, at, reason: "read" },
  ];
  expect(last.known.requests).toEqual([{ ...open, approvals: approvals.slice(0, 1) }]);
  expect(await memory.requests(ref(1))).toEqual([{ ...open, approvals, grant: { at, expiresAt: later } }]);
  expect(await memory.requests(ref(2))).toEqual([]);
});

test("A53 two officers at once, in two processes → the second knows of the first", async () => {
  const { id: asked } = await keep(bob, 7, request);
  const approve = (by: Actor) => {
    id += 1;
    const comment: CommandComment = { id: bigId + id, ref: ref(7), tenant: 3, by, at };
    return commandMemory(database.db).take(comment, ({ requests: [open] }) => {
      const grant = open?.approvals.length === 1 ? { at, expiresAt: later } : null;
      const outcome = { reaction: "+1", answer: null, followUp: "judge" } as const;
      return { kind: "a", outcome, grant: { what: "approval", request: asked, reason: null, grant }, records: [] };
    });
  };
  await Promise.all([approve(olga), approve(omar)]);
  const [found] = await exceptionMemory(database.db).requests(ref(7));
  expect([found?.approvals.length, found?.grant]).toEqual([2, { at, expiresAt: later }]);
});

test("A53 the same person twice → the database refuses it, too", async () => {
  const { id: asked } = await keep(bob, 3, request);
  const approval: Grant = { what: "approval", request: asked, reason: null, grant: null };
  await keep(olga, 3, approval);
  await expect(keep(olga, 3, approval)).rejects.toThrow(/unique/);
});

test("A53 requests by one person are counted over an account's repositories, for 30 days", async () => {
  const day = (days: number) => new Date(Date.parse("2030-01-01T00:00:00Z") + days * 24 * 3_600_000);
  const counts: number[] = [];
  for (const [days, who] of [
    [0, olga],
    [1, olga],
    [30, olga],
    [31, olga],
    [31, omar],
  ] as const) {
    counts.push((await keep(who, 100 + days, request, day(days))).known.recentRequests);
  }
  expect(counts).toEqual([0, 1, 2, 2, 0]);
});

test("waivers of a repository, as long as they hold", async () => {
  const memory = exceptionMemory(database.db);
  const waiver = { rule: "HTTP001", path: "a b.ts", line: 3, reason: "no TLS", grantedAt: at, expiresAt: later };
  await keep(olga, 4, { what: "waiver", waiver });
  await keep(omar, 5, { what: "waiver", waiver: { ...waiver, line: null, expiresAt: at } });
  const [first, second] = [
    { ...waiver, approvedBy: olga },
    { ...waiver, line: null, expiresAt: at, approvedBy: omar },
  ];
  expect(await memory.waivers(ref(9), new Date(0))).toEqual([first, second]);
  expect(await memory.waivers(ref(9), at)).toEqual([first]);
  expect(await memory.waivers({ ...ref(9), repositoryId: 1 }, new Date(0))).toEqual([]);
});

test.for([
  ["break_glass_requests", "requested_at"],
  ["break_glass_approvals", "approved_at"],
  ["break_glass_grants", "granted_at"],
  ["waivers", "granted_at"],
])("what %s hold is never edited, and never removed", async ([table, time]) => {
  for (const change of [`update ${table} set ${time} = now()`, `delete from ${table}`, `truncate ${table} cascade`]) {
    await expect(sql.raw(change).execute(database.db)).rejects.toThrow(/append-only/);
  }
});
