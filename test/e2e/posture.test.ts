import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { approve, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

const where = { owner: organization, repo: repository };
const strong = { check: "mergewarden", required: true, pinned: true, pull_request: true, bypass: "unavailable" };

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
  await stage.settled();
  await stage.sweep();
});
afterEach(() => stage.lab.webhooks.calm());
afterAll(() => stage.close());

const olga = () => stage.company.people["olga-haugen"];

async function rulesetId(): Promise<number> {
  const { data } = await olga().rest.repos.getRepoRulesets(where);
  const found = data.find(({ name }) => name === "Change management");
  if (found === undefined) throw new Error("the company has no ruleset");
  return found.id;
}

async function enforce(enforcement: "active" | "disabled"): Promise<void> {
  await olga().rest.repos.updateRepoRuleset({ ...where, ruleset_id: await rulesetId(), enforcement });
  await stage.settled();
}

/** What was recorded of a kind, in order. */
async function recorded(kind: "protection.snapshot" | "access.snapshot"): Promise<Record<string, unknown>[]> {
  const rows = stage.database.selectFrom("evidence").select("body").where("kind", "=", kind).orderBy("seq");
  return (await rows.execute()).map(({ body }) => body as Record<string, unknown>);
}

/** The protection of main in the repository that requires the gate. */
async function protections(): Promise<Record<string, unknown>[]> {
  return (await recorded("protection.snapshot")).filter(({ repo }) => {
    return (repo as { name: string }).name === `${organization}/${repository}`;
  });
}

async function drift(part: string): Promise<number> {
  const text = await (await fetch(new URL("/metrics", stage.webhookUrl))).text();
  return Number(new RegExp(`mergewarden_drift_total\\{part="${part}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
}

test("the first sweep puts the protection of gated branches on record, which is no drift", async () => {
  expect(await protections()).toEqual([
    expect.objectContaining({ ref: "refs/heads/main", gate: strong, before_since: null, changed: null, drift: false }),
  ]);
  await stage.sweep();
  expect(await protections()).toHaveLength(1);
});

test("A45 gate-required says since when it has been seen so", async () => {
  const change = await waitingChange(stage);
  await stage.database
    .updateTable("postures")
    .set({ since: new Date("2026-02-03T04:05:06Z") })
    .execute();
  await approve(stage, change);
  await stage.settled();
  const [run] = await stage.runs(change.sha);
  expect(run?.text).toContain("Seen like this, without a change, since 2026-02-03.");
});

test("A45 the ruleset is toggled off and no webhook tells → the next sweep finds the drift, with from and to", async () => {
  stage.lab.webhooks.disturb({ kind: "drop" });
  await enforce("disabled");
  const before = new Date();
  await stage.sweep();
  const [first, last] = await protections();
  expect(last).toMatchObject({
    gate: { required: false, pinned: false, pull_request: false },
    drift: true,
    weaker: ["required", "pinned", "pull_request"],
    changed: { after: expect.any(String), until: expect.any(String) },
  });
  const { after = "", until = "" } = (last?.changed ?? {}) as { after?: string; until?: string };
  expect(first?.before_since).toBeNull();
  expect(Date.parse(after)).toBeLessThan(before.getTime());
  expect(Date.parse(until)).toBeGreaterThanOrEqual(before.getTime());
  expect(await drift("required")).toBe(1);
});

test("A45 the rules change and a webhook tells → on record at once, both ways", async () => {
  await enforce("active");
  expect((await protections()).at(-1)).toMatchObject({ gate: strong, drift: false, weaker: [] });
  await enforce("disabled");
  expect((await protections()).at(-1)).toMatchObject({ drift: true });
  await enforce("active");
  expect((await protections()).map(({ drift: isDrift }) => isDrift)).toEqual([false, true, false, true, false]);
  expect(await drift("required")).toBe(2);
});

test("A23 the required check is no longer pinned to this app → drift", async () => {
  const id = await rulesetId();
  const { data } = await olga().rest.repos.getRepoRuleset({ ...where, ruleset_id: id });
  const rules = (data.rules ?? []).map((rule) =>
    rule.type !== "required_status_checks" || rule.parameters === undefined
      ? rule
      : { ...rule, parameters: { ...rule.parameters, required_status_checks: [{ context: "mergewarden" }] } },
  );
  await olga().rest.repos.updateRepoRuleset({ ...where, ruleset_id: id, rules });
  await stage.settled();
  expect((await protections()).at(-1)).toMatchObject({ gate: { required: true, pinned: false }, weaker: ["pinned"] });
});

test("A06 the organisation stops to require two-factor authentication → drift, on record", async () => {
  const require = (enabled: boolean) =>
    olga().request("PUT /orgs/{org}/_lab/two-factor-requirement", { org: organization, enabled });
  await require(true);
  await stage.sweep();
  expect((await recorded("access.snapshot")).at(-1)).toMatchObject({ two_factor_required: true });
  await stage.database
    .updateTable("postures")
    .set({ seen_at: new Date(0) })
    .execute();
  await require(false);
  await stage.sweep();
  expect((await recorded("access.snapshot")).at(-1)).toMatchObject({
    two_factor_required: false,
    drift: true,
    weaker: ["two_factor_required"],
  });
  expect(await drift("two_factor_required")).toBe(1);
});
