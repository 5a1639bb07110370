import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import type { LandedBody } from "../../src/evidence/bodies.ts";
import { exportEvidence } from "../../src/export-evidence.ts";
import { verify } from "../../src/verification/verify.ts";
import { landedBy, letOwnerBypass, mergeAsOwner, pushAsOwner, recordsOf } from "../support/after-the-fact.ts";
import { tipOf } from "../support/change.ts";
import { approve, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

const where = { owner: organization, repo: repository };
const policy = `version: 1
branches: [main, "release/*"]
roles: { senior: { teams: [senior-engineers] }, officer: { teams: [security-officers] } }
controls: { senior-review: {}, unit-tests: { checks: [unit] } }
`;

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy, floor: null });
  await letOwnerBypass(stage);
  await stage.sweep();
});
afterEach(() => stage.lab.webhooks.calm());
afterAll(() => stage.close());

async function approvedChange() {
  const change = await waitingChange(stage, { files: { [`docs/${crypto.randomUUID()}.md`]: "1\n" } });
  await approve(stage, change);
  await stage.settled();
  return change;
}

test("a sweep sees gated branches for the first time → where they are, and what the app sees, is on record", async () => {
  const head = await tipOf(stage.company.people[owner], "main");
  expect(await recordsOf(stage, "ref.observed")).toContainEqual(
    expect.objectContaining({ ref: "refs/heads/main", head }),
  );
  const [scope] = (await recordsOf(stage, "scope.snapshot")).slice(-1);
  expect(scope?.repositories).toContainEqual(
    expect.objectContaining({ name: `${organization}/${repository}`, gated: true, refs: ["refs/heads/main"] }),
  );
});

test.for(["merge", "squash", "rebase"] as const)(
  "merged by %s → one change, with all that speaks for it",
  async (method) => {
    const change = await approvedChange();
    const before = await tipOf(stage.company.people[owner], "main");
    const [landed, ...more] = await landedBy(stage, () => mergeAsOwner(stage, change, method));
    const after = await tipOf(stage.company.people[owner], "main");
    expect(more).toEqual([]);
    expect(landed).toMatchObject({
      change_id: `${organization}/${repository}#${change.number}@refs/heads/main`,
      landing: { kind: `pr_${method}`, before, after, tip: after, forced: false, landed_source: "activity_api" },
      commits: { all: method === "merge" ? 2 : 1, first_parent: 1 },
      content: { head: change.sha, tree_match: true },
      reviews: [{ state: "APPROVED", counted: true, role: "senior" }],
      approval: { required: 1, obtained: 1, before_merge: true, on_final_head: true },
      checks: [{ name: "unit", conclusion: "success", category: "test", before_merge: true }],
      policy: { decision: "pass" },
      exceptions: [],
    });
  },
);

test("pushed directly, by force, a branch made and deleted → a record each, with the key of its exception", async () => {
  const { rest } = stage.company.people[owner];
  const ref = "heads/release/1";
  const kinds = await landedBy(stage, async () => {
    await pushAsOwner(stage, "main", "direct.txt");
    await pushAsOwner(stage, "main", "forced.txt", "origin/main~1");
    const sha = await tipOf(stage.company.people[owner], "main");
    await rest.git.createRef({ ...where, ref: `refs/${ref}`, sha });
    await rest.git.deleteRef({ ...where, ref });
  });
  const told = kinds.map(({ landing, commits, exceptions }) => {
    return [landing.kind, commits.all, commits.removed.all, exceptions.length];
  });
  expect(told.sort()).toEqual([
    ["direct_push", 1, 0, 1],
    ["force_push", 1, 1, 1],
    ["ref_create", 0, 0, 0],
    ["ref_delete", 0, 0, 1],
  ]);
  const created = kinds.find(({ landing }) => landing.kind === "ref_create");
  expect(created?.content.base).toBe(await tipOf(stage.company.people[owner], "main"));
});

/** What no record may depend on: how it was found. */
function essence({ change_id, landing, commits, policy: { decision } }: LandedBody) {
  const { kind, before, after, tip, pusher, landed_at: at } = landing;
  return { change_id, kind, before, after, tip, pusher, at, digest: commits.digest, decision };
}

/** Has the next sweep look at everything. */
async function night(): Promise<void> {
  await stage.database
    .updateTable("swept_repositories")
    .set({ full_at: new Date(0) })
    .execute();
}

/** Says yes to three of ten, the same ones for the same seed: what matters is that it repeats. */
function dice(seed: number): () => boolean {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 < 0.3;
  };
}

/** Each delivery may be lost, or come twice, and they come in any order. */
function stormy(seed: number): void {
  const { webhooks } = stage.lab;
  webhooks.hold();
  webhooks.disturb({ kind: "drop", when: dice(seed) });
  webhooks.disturb({ kind: "duplicate", when: dice(seed + 1) });
}

test.for<[string, () => void]>([
  ["all lost", () => stage.lab.webhooks.disturb({ kind: "drop" })],
  ["pushes lost", () => stage.lab.webhooks.disturb({ kind: "drop", event: "push" })],
  ["ends of pull requests lost", () => stage.lab.webhooks.disturb({ kind: "drop", event: "pull_request" })],
  ["lost in part, doubled in part and shuffled", () => stormy(11)],
])(
  "webhooks of three moves are %s → after the nightly sweep they are on record as GitHub tells them, each once",
  async ([, disturb]) => {
    const change = await approvedChange();
    const start = await tipOf(stage.company.people[owner], "main");
    const found = await landedBy(stage, async () => {
      disturb();
      await pushAsOwner(stage, "main", `${crypto.randomUUID()}.txt`);
      await mergeAsOwner(stage, change, "squash");
      await pushAsOwner(stage, "main", `${crypto.randomUUID()}.txt`);
      stage.lab.webhooks.release("shuffled");
      await stage.settled();
      stage.lab.webhooks.calm();
      await night();
      await stage.sweep();
    });
    const { data } = await stage.company.people[owner].rest.repos.listActivities({ ...where, ref: "refs/heads/main" });
    const moves = data.slice(0, 3).reverse();
    expect(moves[0]?.before).toBe(start);
    expect(found.map(essence)).toMatchObject(
      moves.map(({ before, after, timestamp }, index) => ({
        ...{ before, after, tip: after, at: new Date(timestamp).toISOString(), pusher: expect.stringMatching(/^u_/) },
        ...(index === 1 ? { kind: "pr_squash", decision: "pass" } : { kind: "direct_push", decision: "bypass" }),
      })),
    );
  },
);

/** Exports the evidence of all moves from the server's database, as the command does, and tells how many landings are in it. */
async function exportTo(out: string): Promise<number> {
  const told: string[] = [];
  const io = { out: (text: string) => told.push(text), error: () => undefined };
  const days = { from: "2020-01-01", to: new Date().toISOString().slice(0, 10), tz: "UTC" };
  const options = { ...days, profile: "full", basis: "landed", out, json: true } as const;
  expect(await exportEvidence(options, io, "0.0.0")).toBe(0);
  return JSON.parse(told.join("")).landings;
}

test("all of the above is exported → an intact bundle of every landing", async () => {
  const landings = (await recordsOf(stage, "change.landed")).length;
  const out = join(stage.dataFolder, "bundle.zip");
  vi.stubEnv("MERGEWARDEN_DATA", stage.dataFolder);
  vi.stubEnv("DATABASE_URL", stage.databaseUrl);
  await vi.waitFor(async () => expect(await exportTo(out)).toBe(landings), { timeout: 60_000, interval: 1_000 });
  const { status, problems, checked } = await verify(out, { logKey: null, clones: [] });
  expect({ status, problems }).toEqual({ status: "intact", problems: [] });
  expect(checked).toMatchObject({ landings });
  vi.unstubAllEnvs();
});
