import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import type { Login } from "../../demo/people.ts";
import { type Change, commit, propose } from "../support/change.ts";
import { type Answer, answerTo, say, summaryOn } from "../support/conversation.ts";
import { merge } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

const policy = `version: 1
roles:
  senior: { teams: [senior-engineers] }
  officer: { teams: [security-officers], users: [priya-raman, leo-martin] }
controls: { senior-review: {} }
break-glass: {}
`;

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy, floor: "version: 1\ncontrols: {}\n" });
});
afterAll(() => stage.close());

/** A pull request of Mia's that nobody reviewed, judged. */
async function unreviewed(files: Record<string, string> = { "src/a.ts": "export {};\n" }): Promise<Change> {
  const change = await propose(stage.company.people["mia-tanaka"], { files });
  await stage.settled();
  return change;
}

function tell(login: Login, change: Change, command: string): Promise<Answer> {
  return say(stage, stage.company.people[login], change, `/mergewarden ${command}`);
}

const request = (change: Change) => tell("priya-raman", change, "break-glass INC-7 The shop @all <b>is</b> down");
const approve = (login: Login, change: Change) => tell(login, change, "break-glass approve");

/** Asked for and approved by two officers. */
async function granted(): Promise<Change> {
  const change = await unreviewed();
  await request(change);
  await approve("ines-duarte", change);
  await approve("samuel-okoro", change);
  return change;
}

async function run(sha: string) {
  const [newest] = await stage.runs(sha);
  return newest;
}

async function kindsSince(seq: string): Promise<string[]> {
  const rows = await stage.database.selectFrom("evidence").select(["kind", "leaf"]).where("seq", ">=", seq).execute();
  for (const { leaf } of rows) expect(leaf.toString("utf8")).not.toMatch(/priya|ines|shop/);
  return rows.map(({ kind }) => kind).filter((kind) => kind.startsWith("exception."));
}

test("A53 two officers lift the gate for one head, and the button merges it", async () => {
  const evidence = await stage.database
    .selectFrom("evidence")
    .select(({ fn }) => fn.countAll<string>().as("all"))
    .execute();
  const change = await unreviewed();
  expect(await request(change)).toMatchObject({
    reactions: ["+1"],
    text: expect.stringContaining(
      `priya-raman asks for break-glass for INC-7, for the head \`${change.sha.slice(0, 7)}\` alone`,
    ),
  });
  expect((await run(change.sha))?.status).toBe("in_progress");
  expect(await summaryOn(stage, change)).toMatch(
    /priya-raman asked for break-glass for INC-7, .* The shop @\u2060all &lt;b&gt;is&lt;\/b&gt; down 0 of 2 approvals/,
  );
  expect((await approve("ines-duarte", change)).text).toMatch(
    /^ines-duarte approves .*: 1 of 2 .* It does not hold yet\.$/,
  );
  expect((await run(change.sha))?.summary).toMatch(/1 of 2 approvals by the role officer \(ines-duarte\)\./);
  expect(await merge(stage, change)).toBe(405);
  expect((await approve("samuel-okoro", change)).text).toMatch(/: 2 of 2 .* It is granted for `[0-9a-f]{7}` until /);
  expect(await run(change.sha)).toMatchObject({ conclusion: "success", title: "Passed: break-glass for INC-7" });
  expect((await run(change.sha))?.summary).toMatch(
    /2 of 2 approvals .* \(ines-duarte, samuel-okoro\)\. It is granted for .* until /,
  );
  expect(await summaryOn(stage, change)).toMatch(/granted for .* until 20\d\d-.* UTC/);
  expect(await kindsSince(evidence[0]?.all ?? "0")).toEqual([
    "exception.opened",
    "exception.decided",
    "exception.decided",
  ]);
  expect(await merge(stage, change)).toBe(200);
});

test("A53 who asked, who contributed, who approved before, who is no officer and a bot do not count", async () => {
  const change = await unreviewed();
  await commit(stage.company.people["leo-martin"], change, { "src/b.ts": "export {};\n" });
  await stage.settled();
  expect(await tell("mia-tanaka", change, "break-glass INC-7 down")).toMatchObject({
    reactions: ["-1"],
    text: "mia-tanaka is not in the role senior.",
  });
  await request(change);
  const refused: [Login, RegExp][] = [
    ["priya-raman", /who asks cannot approve/],
    ["leo-martin", /^leo-martin contributed to this pull request\.$/],
    ["jonas-keller", /^jonas-keller is not in the role officer\.$/],
  ];
  for (const [login, text] of refused) expect((await approve(login, change)).text).toMatch(text);
  await approve("ines-duarte", change);
  expect(await approve("ines-duarte", change)).toMatchObject({
    reactions: ["-1"],
    text: expect.stringContaining("approved already"),
  });
  const bot = await say(stage, stage.company.dependabot, change, "/mergewarden break-glass approve");
  expect(bot).toMatchObject({ reactions: [], text: null });
  expect((await run(change.sha))?.status).toBe("in_progress");
});

test("a push voids it; it has to be asked for again", async () => {
  const change = await granted();
  expect((await run(change.sha))?.conclusion).toBe("success");
  await commit(stage.company.people["mia-tanaka"], change, { "src/c.ts": "export {};\n" });
  await stage.settled();
  expect(await run(change.sha)).toMatchObject({
    status: "in_progress",
    summary: expect.stringContaining("a push voided it"),
  });
  expect((await approve("ines-duarte", change)).text).toMatch(/a push voided it\. Who still needs it asks again\.$/);
  expect(await merge(stage, change)).toBe(405);
  expect((await request(change)).reactions).toEqual(["+1"]);
});

test("another base branch → it does not follow", async () => {
  const change = await granted();
  const { rest } = stage.company.people["mia-tanaka"];
  const where = { owner: organization, repo: repository };
  const { data } = await rest.git.getRef({ ...where, ref: "heads/main" });
  await rest.git.createRef({ ...where, ref: "refs/heads/side", sha: data.object.sha });
  await rest.pulls.update({ ...where, pull_number: change.number, base: "side" });
  await stage.settled();
  expect(await tell("mia-tanaka", change, "explain")).toMatchObject({
    text: expect.stringContaining("is not a gated branch"),
  });
  const second = await unreviewed();
  await rest.pulls.update({ ...where, pull_number: second.number, base: "side" });
  await request(second);
  await approve("ines-duarte", second);
  await approve("samuel-okoro", second);
  await rest.pulls.update({ ...where, pull_number: second.number, base: "main" });
  await stage.settled();
  expect(await run(second.sha)).toMatchObject({
    status: "in_progress",
    summary: expect.stringContaining("was for another base branch"),
  });
});

test("it expires by itself", async () => {
  const change = await unreviewed();
  await request(change);
  const { id } = await approve("ines-duarte", change);
  const { request: asked } = await stage.database
    .selectFrom("break_glass_approvals")
    .select("request")
    .where("comment_id", "=", String(id))
    .executeTakeFirstOrThrow();
  // The second officer, some hours ago.
  const at = { comment_id: id + 1_000_000, reason: null, approved_at: new Date() };
  const { data: samuel } = await stage.company.people["samuel-okoro"].rest.users.getAuthenticated();
  const approval = { ...at, request: Number(asked), approver_id: samuel.id, approver_login: samuel.login };
  await stage.database.insertInto("break_glass_approvals").values(approval).execute();
  const times = { granted_at: new Date(Date.now() - 3_600_000), expires_at: new Date(Date.now() + 15_000) };
  await stage.database
    .insertInto("break_glass_grants")
    .values({ request: Number(asked), ...times })
    .execute();
  await tell("mia-tanaka", change, "recheck");
  expect((await run(change.sha))?.conclusion).toBe("success");
  while ((await run(change.sha))?.conclusion === "success") await sleep(200);
  await stage.settled();
  expect(await run(change.sha)).toMatchObject({
    status: "in_progress",
    summary: expect.stringContaining("expired at"),
  });
  expect((await approve("samuel-okoro", change)).text).toMatch(/expired at .* Who still needs it asks again\.$/);
}, 60_000);

/** What was delivered of a comment comes again under ids of their own, all at once. */
async function tellAgain(comment: Answer): Promise<void> {
  const all = stage.lab.webhooks.log.filter(({ event, action }) => event === "issue_comment" && action === "created");
  const told = all.find(({ request }) => JSON.parse(request.payload).comment.id === comment.id);
  if (told === undefined) throw new Error("it was not delivered");
  for (const copy of [1, 2, 3])
    stage.lab.webhooks.redeliver({ ...told, guid: `${told.guid.slice(0, -1)}${copy}-again` });
  await stage.settled();
}

test("A41 comments that are edited or deleted later change nothing, and what is told again acts once", async () => {
  const change = await unreviewed();
  const asked = await request(change);
  const first = await approve("ines-duarte", change);
  await tellAgain(first);
  const where = { owner: organization, repo: repository };
  const { rest } = stage.company.people["ines-duarte"];
  await rest.issues.updateComment({ ...where, comment_id: first.id, body: "/mergewarden break-glass INC-8 Another" });
  await stage.company.people["priya-raman"].rest.issues.deleteComment({ ...where, comment_id: asked.id });
  await stage.settled();
  await tellAgain(asked);
  expect(await answerTo(stage, change, first.id)).toEqual(first);
  expect((await run(change.sha))?.summary).toMatch(/asked for break-glass for INC-7, .* 1 of 2 approvals/);
  await approve("samuel-okoro", change);
  expect(await run(change.sha)).toMatchObject({ conclusion: "success", title: "Passed: break-glass for INC-7" });
});

test("it never lifts policy-change", async () => {
  const change = await unreviewed({ ".github/mergewarden.yml": policy.replace("senior-review: {}", "") });
  await request(change);
  await approve("ines-duarte", change);
  await approve("samuel-okoro", change);
  expect((await run(change.sha))?.status).toBe("in_progress");
});
