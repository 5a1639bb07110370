import { afterAll, beforeAll, expect, test } from "vitest";
import type { PolicyHistory, PolicyNotice, PolicyPlace, SeenPolicy } from "../../src/pipeline/policy-history.ts";
import { policyHistory } from "../../src/storage/policy-history.ts";
import { openTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let stored: PolicyHistory;
beforeAll(async () => {
  database = await openTestDatabase();
  stored = policyHistory(database.db);
});
afterAll(() => database.close());

const now = new Date("2026-11-23T12:00:00.000Z");
let repositoryId = 9_007_199_254_000_000;
function newPlace(): PolicyPlace {
  repositoryId += 1;
  return { scope: "repository", repositoryId };
}
function policy(name: string, given: Partial<SeenPolicy> = {}): SeenPolicy {
  const file = { blobSha: name, digest: `sha256:${name}`, text: `# ${name}` };
  return { source: "acme/api:.github/mergewarden.yml", file, loads: true, since: now, ...given };
}
function notice({ repositoryId: id }: PolicyPlace, text = "loosened"): PolicyNotice {
  return {
    key: `repository/${id}/a..b@c`,
    repository: { installationId: 7, repositoryId: id, owner: "acme", name: "api" },
    scope: "repository",
    source: "acme/api:.github/mergewarden.yml",
    isRemoved: false,
    effects: [{ path: "controls.lint", effect: "loosened", text }],
    since: now,
    pullRequest: null,
    mergedBy: null,
  };
}
async function owedOf({ repositoryId: id }: PolicyPlace): Promise<PolicyNotice[]> {
  return (await stored.owed()).filter(({ repository }) => repository.repositoryId === id);
}

test("the last that was seen, and the last that loaded", async () => {
  const place = newPlace();
  expect(await stored.last(place)).toBe(null);
  await stored.keep(place, policy("a"), null, now);
  await stored.keep(place, policy("b", { loads: false }), null, now);
  expect(await stored.last(place)).toEqual({ seen: policy("b", { loads: false }), good: policy("a") });
  await stored.keep(place, policy("gone", { file: null }), null, now);
  const gone = policy("gone", { file: null });
  expect(await stored.last(place)).toEqual({ seen: gone, good: gone });
  expect(await stored.last({ ...place, scope: "organization" })).toBe(null);
});

test("seen by several at once → one change, and one notice", async () => {
  const place = newPlace();
  await stored.keep(place, policy("a"), null, now);
  await Promise.all([1, 2, 3].map(() => stored.keep(place, policy("b"), notice(place), now)));
  const rows = database.db.selectFrom("policy_history").select("blob").where("id", "=", String(place.repositoryId));
  expect((await rows.orderBy("seq").execute()).map(({ blob }) => blob)).toEqual(["a", "b"]);
  expect(await owedOf(place)).toEqual([notice(place)]);
});

test("a notice is given by one, tried again after five minutes, and owed no more once it was told or refused", async () => {
  for (const issue of [{ repositoryId: 9_007_199_254_740_000, number: 3 }, null]) {
    const place = newPlace();
    const { key } = notice(place);
    await stored.keep(place, policy("a"), notice(place), now);
    const claims = await Promise.all([1, 2, 3].map(() => stored.claim(key, now)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await stored.claim(key, new Date(now.getTime() + 299_000))).toBe(false);
    expect(await stored.claim(key, new Date(now.getTime() + 300_000))).toBe(true);
    await stored.keepTold(key, issue);
    expect(await owedOf(place)).toEqual([]);
    expect(await stored.claim(key, new Date(now.getTime() + 900_000))).toBe(false);
  }
});

test("characters that PostgreSQL does not hold are replaced", async () => {
  const place = newPlace();
  const file = { blobSha: "a", digest: "sha256:a", text: "\u0000" };
  await stored.keep(place, policy("a", { file, loads: false }), notice(place, "\u0000 \ud800"), now);
  expect((await stored.last(place))?.seen.file?.text).toBe("\ufffd");
  expect((await owedOf(place))[0]?.effects[0]?.text).toBe("\ufffd \ufffd");
});
