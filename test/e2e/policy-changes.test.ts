import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import { landingsOn, letOwnerBypass, mergeAsOwner, recordsOf } from "../support/after-the-fact.ts";
import { type Change, propose } from "../support/change.ts";
import { createStage, type Stage } from "../support/stage.ts";

const path = ".github/mergewarden.yml";
const floorPath = "mergewarden.organization.yml";
const strict = `version: 1
roles: { senior: { teams: [senior-engineers] }, officer: { teams: [security-officers] } }
controls: { senior-review: { approvals: 2 }, plain-http: {} }
`;
const lax = strict.replace("approvals: 2", "approvals: 1");
const floor = "version: 1\ncontrols: { plain-http: {} }\n";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy: strict, floor });
  await letOwnerBypass(stage);
});
afterEach(() => {
  stage.lab.webhooks.calm();
  stage.lab.faults.clear();
});
afterAll(() => stage.close());

async function noticesIn(repo: string) {
  const { rest } = stage.company.people[owner];
  const { data } = await rest.issues.listForRepo({ owner: organization, repo, state: "all" });
  return data.filter(({ body }) => body?.includes("<!-- mergewarden policy sha256:"));
}

/** What one step brought: notices by repository, and records of policies. */
async function broughtBy(step: () => Promise<unknown>) {
  const places = [".github", repository];
  const before = new Set((await Promise.all(places.map(noticesIn))).flat().map(({ id }) => id));
  const known = (await recordsOf(stage, "policy.")).length;
  await step();
  await stage.settled();
  const fresh = (await Promise.all(places.map(noticesIn))).map((all) => all.filter(({ id }) => !before.has(id)));
  return { there: fresh[0] ?? [], here: fresh[1] ?? [], records: (await recordsOf(stage, "policy.")).slice(known) };
}

async function land(files: Record<string, string>, repo = repository): Promise<Change> {
  const change = await propose(stage.company.people[owner], { files, repository: repo });
  await stage.settled();
  if (repo === repository) await mergeAsOwner(stage, change);
  else {
    const { rest } = stage.company.people[owner];
    await rest.pulls.merge({ owner: organization, repo, pull_number: change.number });
  }
  return change;
}

async function remove(repo: string, file: string): Promise<void> {
  const { rest } = stage.company.people[owner];
  const place = { owner: organization, repo, path: file };
  const { data } = await rest.repos.getContent(place);
  if (Array.isArray(data)) throw new Error("a folder");
  await rest.repos.deleteFile({ ...place, message: "Remove the policy", sha: data.sha });
}

async function setPrivate(repo: string, isPrivate: boolean): Promise<void> {
  await stage.company.people[owner].rest.repos.update({ owner: organization, repo, private: isPrivate });
}

/** A night later: the sweep looks at everything. */
async function sweepAtNight(): Promise<void> {
  await stage.database
    .updateTable("swept_repositories")
    .set({ full_at: new Date(0) })
    .execute();
  await stage.sweep();
}

test("a pull request that edits the policy → its check run says in words what it tightens, loosens and changes", async () => {
  const officers = lax.replace("[security-officers]", "[developers]");
  const text = officers.replace("plain-http: {}", "plain-http: {}, lint: { checks: [lint] }");
  const { sha } = await propose(stage.company.people[owner], { files: { [path]: text } });
  await stage.settled();
  const [run] = await stage.runs(sha);
  const told = `${run?.summary}\n${run?.text}`;
  for (const said of [
    "Tightened: controls.lint",
    "Loosened: controls.senior-review.approvals: 2 → 1",
    "Changed: roles.officer",
  ])
    expect(told).toContain(said);
  expect(run?.conclusion).not.toBe("success");
});

test("a loosened policy lands → one issue in the organisation's policy repository, and one record, though it is swept, too", async () => {
  await setPrivate(".github", true);
  const { there, here, records } = await broughtBy(async () => {
    const { number } = await land({ [path]: lax });
    await stage.settled();
    await sweepAtNight();
    expect(number).toBeGreaterThan(0);
  });
  expect(here).toEqual([]);
  expect(there).toHaveLength(1);
  expect(there[0]?.title).toBe(`The policy of ${organization}/${repository} was loosened`);
  for (const said of ["loosened: controls.senior-review.approvals: 2 → 1", `merged by \`${owner}\``, "pull request"])
    expect(there[0]?.body).toContain(said);
  const own = records.filter(({ scope }) => scope === "repository");
  expect(own.at(-1)).toMatchObject({ loads: true, effects: { loosened: 1, tightened: 0, changed: 0 } });
  expect(own.filter(({ blob }) => blob === own.at(-1)?.blob)).toHaveLength(1);
});

test.each([
  { what: "tightened", text: strict },
  { what: "changed in its comments only", text: `# The rules.\n${strict}` },
  { what: "given other officers", text: strict.replace("[security-officers]", "[developers]") },
  { what: "broken", text: "version: 1\ncontrols: { senior-review: { approvals: none } }\n" },
])("a policy that is $what lands → on record, and no issue", async ({ text }) => {
  const { there, here, records } = await broughtBy(() => land({ [path]: text }));
  expect([there, here]).toEqual([[], []]);
  expect(records).toMatchObject([{ kind: "policy.snapshot", scope: "repository" }]);
});

test("the policy is mended, and asks for less than the last that loaded → an issue", async () => {
  const { there } = await broughtBy(() => land({ [path]: lax }));
  expect(there).toMatchObject([{ body: expect.stringContaining("approvals: 2 → 1") }]);
});

test("the same loosening again, after it was taken back → another issue", async () => {
  await broughtBy(() => land({ [path]: strict }));
  const { there } = await broughtBy(() => land({ [path]: lax }));
  expect(there).toHaveLength(1);
});

test("no webhook tells of it → the sweep at night does", async () => {
  stage.lab.webhooks.disturb({ kind: "drop" });
  const unheard = await broughtBy(() => land({ [path]: `${lax}mode: observe\n` }));
  expect([unheard.there, unheard.records]).toEqual([[], []]);
  const { there } = await broughtBy(sweepAtNight);
  expect(there).toMatchObject([{ body: expect.stringContaining("mode: enforce → observe") }]);
});

test("loosened and put back, and told in reverse → the loosening is told of, and the policy known as it is", async () => {
  await broughtBy(() => land({ [path]: strict }));
  await sweepAtNight();
  stage.lab.webhooks.hold();
  const { there, records } = await broughtBy(async () => {
    for (const text of [lax, strict]) {
      const { number } = await propose(stage.company.people[owner], { files: { [path]: text } });
      const { rest } = stage.company.people[owner];
      await rest.pulls.merge({ owner: organization, repo: repository, pull_number: number });
    }
    stage.lab.webhooks.release("reversed");
  });
  expect(there).toHaveLength(1);
  expect(records).toMatchObject([{ effects: { loosened: 1 } }, { effects: { tightened: 1 } }]);
  const swept = await broughtBy(sweepAtNight);
  expect(swept.records.filter(({ scope }) => scope === "repository")).toEqual([]);
});

test("the policy is removed by a push → an issue that says so", async () => {
  const { there } = await broughtBy(() => remove(repository, path));
  expect(there).toMatchObject([{ title: `The policy of ${organization}/${repository} was removed` }]);
  expect(there[0]?.body).toContain("it was pushed");
});

test("the policy repository is public, the other is not → the notice names settings, but no values and no repository", async () => {
  await broughtBy(() => land({ [path]: strict }));
  await setPrivate(".github", false);
  const { there } = await broughtBy(() => land({ [path]: lax }));
  await setPrivate(".github", true);
  expect(there).toMatchObject([{ title: expect.stringContaining("a private repository (id ") }]);
  expect(there[0]?.body).toContain("`controls.senior-review.approvals`");
  for (const hidden of [repository, "2 → 1"]) expect(there[0]?.body).not.toContain(hidden);
});

test("the policy repository takes no issues → the repository itself does; neither does → logged, and nothing is retried", async () => {
  const refuse = (repo: string) =>
    stage.lab.faults.add({
      by: "app",
      method: "POST",
      path: `/repos/${organization}/${repo}/issues`,
      kind: "forbidden",
    });
  await broughtBy(() => land({ [path]: strict }));
  refuse(".github");
  const { there, here } = await broughtBy(() => land({ [path]: lax }));
  expect([there.length, here.length]).toEqual([0, 1]);
  stage.lab.faults.clear();
  await broughtBy(() => land({ [path]: strict }));
  refuse(".github");
  refuse(repository);
  const refused = await broughtBy(() => land({ [path]: lax }));
  expect([refused.there, refused.here]).toEqual([[], []]);
  expect(refused.records).toMatchObject([{ effects: { loosened: 1 } }]);
  const states = stage.database.selectFrom("policy_notices").select("key").where("state", "=", "refused").execute();
  expect(await states).toHaveLength(1);
});

test("GitHub fails → the notice is owed, and given five minutes later, once", async () => {
  await broughtBy(() => land({ [path]: strict }));
  stage.lab.faults.add({ by: "app", method: "POST", path: "/issues", kind: "server-error" });
  const failed = await broughtBy(() => land({ [path]: lax }));
  expect([failed.there, failed.here]).toEqual([[], []]);
  stage.lab.faults.clear();
  const { there } = await broughtBy(async () => {
    await landingsOn(stage, 1).remind();
    await landingsOn(stage, 2).remind();
  });
  expect(there).toHaveLength(1);
});

test("the organisation's policy is loosened, then removed → an issue each, where it is or was", async () => {
  const loosened = await broughtBy(() =>
    land({ [floorPath]: floor.replace("{}", "{ enforcement: warn }") }, ".github"),
  );
  expect(loosened.there).toMatchObject([{ title: "The organisation's policy was loosened" }]);
  const removed = await broughtBy(() => remove(".github", floorPath));
  expect(removed.there).toMatchObject([{ title: "The organisation's policy was removed" }]);
});
