import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { broughtBy, letOwnerBypass, mergeAsOwner } from "../support/after-the-fact.ts";
import { type Change, commit, propose, review } from "../support/change.ts";
import { createStage, type Stage } from "../support/stage.ts";

const policy = `version: 1
mode: observe
roles: { senior: { teams: [senior-engineers] } }
controls: { senior-review: {}, plain-http: {} }
`;

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy, floor: null });
});
afterAll(() => stage.close());

async function comments({ number }: Change): Promise<string[]> {
  const { rest } = stage.company.people["mia-tanaka"];
  const { data } = await rest.issues.listComments({ owner: organization, repo: repository, issue_number: number });
  return data.map(({ body }) => body ?? "");
}

test.for<[string, string, RegExp]>([
  ["nothing is wrong but an approval", "# Fine\n", /^Would wait: /],
  ["something is wrong", "curl http://pay.acme-partner.io/\n", /^Would block: /],
])("%s → a neutral check run of another name alone, and the verdict on record", async ([, text, title]) => {
  const change = await propose(stage.company.people["mia-tanaka"], { files: { "run.sh": text } });
  await stage.settled();
  const runs = await stage.runs(change.sha);
  const expected = { name: "mergewarden (observe)", status: "completed", conclusion: "neutral" };
  expect(runs).toMatchObject([{ ...expected, title: expect.stringMatching(title) }]);
  expect(await comments(change)).toEqual([expect.stringContaining("nothing is blocked")]);
  const records = await stage.database.selectFrom("evidence").select("body").execute();
  expect(records.map(({ body }) => body)).toContainEqual(
    expect.objectContaining({ head: change.sha, mode: "observe" }),
  );
});

test("open before the installation → observed without a comment, until it changes", async () => {
  const { gate, people } = stage.company;
  const mia = people["mia-tanaka"];
  const { url } = gate.app.webhook;
  gate.app.webhook.url = null;
  const change = await propose(mia, { files: { "docs/old.md": "# Old\n" } });
  await stage.settled();
  gate.app.webhook.url = url;
  await review(people["jonas-keller"], change, "COMMENT");
  await stage.settled();
  expect(await stage.runs(change.sha)).toMatchObject([{ conclusion: "neutral" }]);
  expect(await comments(change)).toEqual([]);
  await commit(mia, change, { "docs/old.md": "# New\n" });
  await stage.settled();
  expect(await comments(change)).toEqual([expect.stringContaining("Would wait")]);
});

test("A44 merged without a verdict that lets it pass → on record, and nobody is asked", async () => {
  const change = await propose(stage.company.people["mia-tanaka"], { files: { "docs/observed.md": "# Observed\n" } });
  await stage.settled();
  await letOwnerBypass(stage);
  const { issues, records } = await broughtBy(stage, () => mergeAsOwner(stage, change));
  expect(records).toMatchObject([{ kind: "exception.opened", code: "RULE_BYPASS", mode: "observe", due_at: null }]);
  expect(issues).toEqual([]);
});
