import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import { type Change, tipOf } from "../support/change.ts";
import { approve, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

const where = { owner: organization, repo: repository };
let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
  await letOwnerBypass();
});
afterAll(() => stage.close());

/** The owner may go round every rule. */
async function letOwnerBypass(): Promise<void> {
  const { rest } = stage.company.people[owner];
  const { data } = await rest.repos.getRepoRulesets(where);
  for (const { id } of data) {
    const bypass = [{ actor_id: 1, actor_type: "OrganizationAdmin", bypass_mode: "always" }] as const;
    await rest.repos.updateRepoRuleset({ ...where, ruleset_id: id, bypass_actors: [...bypass] });
  }
}

async function issues() {
  const { data } = await stage.company.people[owner].rest.issues.listForRepo({ ...where, state: "all" });
  return data.filter(({ user, pull_request: pull }) => user?.type === "Bot" && pull === undefined);
}

async function exceptions() {
  const rows = await stage.database.selectFrom("evidence").select(["kind", "body"]).orderBy("seq").execute();
  return rows.filter(({ kind }) => kind.startsWith("exception.")).map(({ kind, body }) => ({ kind, ...body }));
}

/** What one step brought. */
async function after(step: () => Promise<unknown>) {
  const [before, known] = [await issues(), await exceptions()];
  await step();
  await stage.settled();
  const opened = (await issues()).filter(({ id }) => before.every((issue) => issue.id !== id));
  return { issues: opened, records: (await exceptions()).slice(known.length) };
}

async function push(branch: string, path: string, force = false): Promise<string> {
  const work = await stage.company.people[owner].clone(`${organization}/${repository}`);
  try {
    await work.git("checkout", "--quiet", "-B", branch, force ? "origin/main~1" : "origin/main");
    const sha = await work.commit({ [path]: "pushed\n" }, `Push ${path}`);
    await work.git("push", "--quiet", ...(force ? ["--force"] : []), "origin", `HEAD:${branch}`);
    return sha;
  } finally {
    await work.remove();
  }
}

function mergeAsOwner({ number }: Change, method: "merge" | "squash" | "rebase" = "merge") {
  return stage.company.people[owner].rest.pulls.merge({ ...where, pull_number: number, merge_method: method });
}

test("A44 an owner merges a pull request that waits → RULE_BYPASS on record, and an issue that says who decides", async () => {
  const change = await waitingChange(stage);
  const { issues: opened, records } = await after(() => mergeAsOwner(change));
  const sha = await tipOf(stage.company.people[owner], "main");
  expect(records).toMatchObject([
    {
      kind: "exception.opened",
      code: "RULE_BYPASS",
      mode: "enforce",
      pull_request: change.number,
      landing: { after: sha },
    },
  ]);
  expect(opened).toHaveLength(1);
  expect(opened[0]?.title).toContain(`pull request ${change.number} on main`);
  expect(opened[0]?.body).toContain(sha);
  expect(opened[0]?.body).toContain("@acme/security-officers");
  expect(opened[0]?.body).toContain("/mergewarden review approve");
});

test("A46 an owner pushes to the default branch → DIRECT_PUSH, once", async () => {
  let sha = "";
  const { issues: opened, records } = await after(async () => {
    sha = await push("main", "direct.txt");
  });
  expect(records).toMatchObject([{ code: "DIRECT_PUSH", landing: { after: sha }, commits: { all: 1 } }]);
  expect(opened).toHaveLength(1);
});

test("A46 an owner force-pushes the default branch → FORCE_PUSH", async () => {
  const { issues: opened, records } = await after(() => push("main", "forced.txt", true));
  expect(records).toMatchObject([{ code: "FORCE_PUSH" }]);
  expect(opened).toHaveLength(1);
});

test.for(["merge", "squash", "rebase"] as const)("a good change lands by %s → nothing is opened", async (method) => {
  const change = await waitingChange(stage, {
    files: { [`docs/${method}-1.md`]: "1\n", [`docs/${method}-2.md`]: "2\n" },
  });
  await approve(stage, change);
  await stage.settled();
  expect(await after(() => mergeAsOwner(change, method))).toEqual({ issues: [], records: [] });
});

test("a push to a branch that is not gated → nothing is opened", async () => {
  expect(await after(() => push("topic-of-olga", "topic.txt"))).toEqual({ issues: [], records: [] });
});
