import { afterAll, beforeAll, expect, test } from "vitest";
import type { CommandComment, Decision, Outcome } from "../../src/pipeline/commands.ts";
import { commandMemory } from "../../src/storage/commands.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const outcome: Outcome = { reaction: "+1", answer: "Yes.", followUp: "judge" };
const record = { kind: "exception.opened", tenant: 3, occurredAt: new Date(0), body: {} } as const;
let id = 0;

/** A comment that nobody decided on, on a pull request of its own unless one is given. */
function comment(number?: number): CommandComment {
  id += 1;
  const ref = {
    installationId: 7,
    repositoryId: 9_007_199_254_740_991,
    owner: "acme",
    name: "api",
    number: number ?? id,
  };
  return { id, ref, tenant: 3, by: { id: 1, login: "ada", type: "User" }, at: new Date(0) };
}

function decision(kind: string, key: string): Decision {
  return { kind, outcome, records: [{ ...record, key }] };
}

async function evidence(key: string): Promise<number> {
  const rows = await database.db.selectFrom("evidence").select("seq").where("key", "=", key).execute();
  return rows.length;
}

test("two processes decide at once → one decides, both hear what", async () => {
  const [one, two] = [commandMemory(database.db), commandMemory(database.db)];
  const asked = comment();
  const deciding: string[] = [];
  const take = (memory: typeof one, kind: string) =>
    memory.take(asked, () => {
      deciding.push(kind);
      return decision(kind, "twice");
    });
  expect(await Promise.all([take(one, "a"), take(two, "b")])).toEqual([outcome, outcome]);
  expect(deciding).toHaveLength(1);
  expect(await one.outcome(asked.id)).toEqual(outcome);
  expect(await evidence("twice")).toBe(1);
});

test("a decision that fails → nothing of it is kept, and it can be made", async () => {
  const memory = commandMemory(database.db);
  const asked = comment();
  const tooLong = { ...record, key: "broken", body: { text: "x".repeat(40_000) } };
  const failing = () => ({ kind: "a", outcome, records: [{ ...record, key: "kept" }, tooLong] });
  await expect(memory.take(asked, failing)).rejects.toThrow(RangeError);
  expect([await memory.outcome(asked.id), await evidence("kept")]).toEqual([null, 0]);
  await memory.take(asked, () => decision("a", "kept"));
  expect([await memory.outcome(asked.id), await evidence("kept")]).toEqual([outcome, 1]);
});

test("a decision knows the kinds of those before it, on its pull request", async () => {
  const memory = commandMemory(database.db);
  const first = comment();
  const seen: string[][] = [];
  const take = (asked: CommandComment, kind: string) =>
    memory.take(asked, ({ kinds }) => {
      seen.push([...kinds]);
      return { kind, outcome, records: [] };
    });
  await take(first, "unknown");
  await take(comment(first.ref.number), "recheck");
  await take(comment(), "recheck");
  expect(seen).toEqual([[], ["unknown"], []]);
});

test("what follows runs to its end once, in one process at a time", async () => {
  const memory = commandMemory(database.db);
  const asked = comment();
  const runs: string[] = [];
  await memory.followOnce(asked.id, async () => void runs.push("nothing was decided"));
  await memory.take(asked, () => decision("a", "followed"));
  const failing = memory.followOnce(asked.id, async () => {
    runs.push("fails");
    throw new Error("GitHub is down");
  });
  await expect(failing).rejects.toThrow("GitHub is down");
  const follow = (name: string) =>
    memory.followOnce(asked.id, async (found) => void runs.push(`${name} ${found.answer}`));
  await Promise.all([follow("done"), follow("done")]);
  expect(runs).toEqual(["fails", "done Yes."]);
});
