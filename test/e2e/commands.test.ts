import { afterAll, beforeAll, expect, test } from "vitest";
import { type Account, createAccount } from "../../demo/account.ts";
import { fullName, organization, repository } from "../../demo/company.ts";
import type { Change } from "../support/change.ts";
import { answerTo } from "../support/conversation.ts";
import { approve, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

let stage: Stage;
let change: Change;
/** Belongs to nothing here. */
let eve: Account;
const where = { owner: organization, repo: repository };

beforeAll(async () => {
  stage = await createStage();
  const { lab } = stage;
  const checkout = lab.world.state.repositories.get(fullName);
  if (checkout !== undefined) checkout.private = false;
  eve = createAccount(lab, "eve", lab.seed.user("eve").token);
  change = await waitingChange(stage);
  await approve(stage, change);
  await stage.settled();
});
afterAll(() => stage.close());

async function say({ rest }: Account, body: string): Promise<number> {
  const { data } = await rest.issues.createComment({ ...where, issue_number: change.number, body });
  await stage.settled();
  return data.id;
}

async function runIds(): Promise<number[]> {
  return (await stage.runs(change.sha)).map(({ id }) => id);
}

test("the button on the check run → judged and written again", async () => {
  const before = await runIds();
  const mia = stage.company.people["mia-tanaka"];
  await mia.rest.checks.rerequestRun({ ...where, check_run_id: before[0] ?? 0 });
  await stage.settled();
  const runs = await stage.runs(change.sha);
  expect(runs).toHaveLength(before.length + 1);
  expect(runs[0]).toMatchObject({ status: "completed", conclusion: "success" });
});

test.for<[string, (stage: Stage) => Account]>([
  ["the author", ({ company }) => company.people["mia-tanaka"]],
  ["a member", ({ company }) => company.people["jonas-keller"]],
])("/mergewarden recheck by %s → acknowledged, judged and written again", async ([, who]) => {
  const before = await runIds();
  const id = await say(who(stage), "Now?\n\n/mergewarden recheck\n");
  expect(await runIds()).toHaveLength(before.length + 1);
  const { data } = await who(stage).rest.reactions.listForIssueComment({ ...where, comment_id: id });
  expect(data.map(({ content, user }) => [content, user?.login])).toEqual([["+1", "mergewarden[bot]"]]);
});

test("/mergewarden explain → the verdict in a comment, the check run as it was", async () => {
  const before = await runIds();
  const id = await say(stage.company.people["mia-tanaka"], "/mergewarden explain");
  const { data } = await stage.company.people["mia-tanaka"].rest.issues.listComments({
    ...where,
    issue_number: change.number,
  });
  const answer = data.find((comment) => comment.id > id);
  expect(answer?.user?.login).toBe("mergewarden[bot]");
  expect(answer?.body).toMatch(/Passed: .*Senior review/s);
  expect(await runIds()).toEqual(before);
});

test.for<[string, () => Promise<unknown>]>([
  ["A41 an edited comment", async () => edit(await say(stage.company.people["mia-tanaka"], "hello"))],
  ["A41 a quoted command", () => say(stage.company.people["mia-tanaka"], "> /mergewarden recheck")],
  ["a bot's comment", () => say(stage.company.dependabot, "/mergewarden recheck")],
])("%s → nothing is written", async ([, happens]) => {
  const before = await runIds();
  const from = stage.lab.requests.entries.length;
  await happens();
  expect(stage.writes(from)).toEqual([]);
  expect(await runIds()).toEqual(before);
});

async function answered(id: number): Promise<[string[], string | null]> {
  const { reactions, text } = await answerTo(stage, change, id);
  return [reactions, text];
}

test("commands that are none → what is wrong each time, help once", async () => {
  const mia = stage.company.people["mia-tanaka"];
  const [confused, help] = await answered(await say(mia, "/mergewarden merge @everybody <b>now</b>"));
  expect([confused, help]).toEqual([["confused"], expect.stringMatching(/^There is no command merge\. There are /)]);
  expect(await answered(await say(mia, "/mergewarden deploy"))).toEqual([["confused"], null]);
  const [, twice] = await answered(await say(mia, "/mergewarden recheck\n/mergewarden explain"));
  expect(twice).toBe("A comment takes one command; none of these was carried out.");
  const [, waive] = await answered(await say(mia, "/mergewarden waive HTTP001 a.ts until tomorrow why"));
  expect(waive).toMatch(/^The date must exist and be written YYYY-MM-DD\. Write `\/mergewarden waive RULE PATH/);
});

test("strangers are told once, and nothing comes of it", async () => {
  const before = await runIds();
  const [reaction, answer] = await answered(await say(eve, "/mergewarden recheck"));
  expect([reaction, answer]).toEqual([["-1"], expect.stringContaining("for people with a part in this repository")]);
  expect(await answered(await say(eve, "/mergewarden explain"))).toEqual([["-1"], null]);
  expect(await answered(await say(eve, "/mergewarden break-glass INC-1 down"))).toEqual([["-1"], null]);
  expect(await answered(await say(eve, "/mergewarden merge"))).toEqual([["confused"], null]);
  expect(await runIds()).toEqual(before);
});

async function edit(id: number): Promise<void> {
  const { rest } = stage.company.people["mia-tanaka"];
  await rest.issues.updateComment({ ...where, comment_id: id, body: "/mergewarden recheck" });
  await stage.settled();
}
