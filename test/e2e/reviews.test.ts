import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { type Login, owner } from "../../demo/people.ts";
import { signAppJwt } from "../../lab/testing/app-token.ts";
import {
  broughtBy,
  commentsOn,
  landingsOn,
  letOwnerBypass,
  mergeAsOwner,
  recordsOf,
} from "../support/after-the-fact.ts";
import type { Change } from "../support/change.ts";
import { waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

const where = { owner: organization, repo: repository };
const policy = `version: 1
roles: { senior: { teams: [senior-engineers] }, officer: { teams: [security-officers], users: [mia-tanaka] } }
controls: { senior-review: {} }
break-glass: { request: senior, approve: officer, review-within-hours: 24 }
`;
const [ines, samuel] = ["ines-duarte", "samuel-okoro"] as const;

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy, floor: null });
  await letOwnerBypass(stage);
});
afterAll(() => stage.close());

/** A pull request of Mia's is merged without a verdict; the issue that asks for its review. */
async function bypass(): Promise<{ change: Change; issue: number }> {
  const change = await waitingChange(stage);
  const { issues } = await broughtBy(stage, () => mergeAsOwner(stage, change));
  return { change, issue: issues[0]?.number ?? 0 };
}

async function say(login: Login, thread: number, body: string): Promise<number> {
  const { data } = await stage.company.people[login].rest.issues.createComment({
    ...where,
    issue_number: thread,
    body,
  });
  await stage.settled();
  return data.id;
}

async function stateOf(issue: number): Promise<string> {
  return (await stage.company.people[owner].rest.issues.get({ ...where, issue_number: issue })).data.state;
}

/** The records since a step began. */
async function recordsBy(step: () => Promise<unknown>) {
  return (await broughtBy(stage, step)).records;
}

/** The five-minute job at another time. */
const remindIn = (hours: number) => landingsOn(stage, hours).remind();

test("A44 two officers approve → each on record, the issue is closed, the exception remediated", async () => {
  const { issue } = await bypass();
  const first = await recordsBy(() => say(ines, issue, "/mergewarden review approve the hotfix is fine"));
  expect(first).toMatchObject([{ kind: "exception.decided", decision: "approve" }]);
  expect(await stateOf(issue)).toBe("open");
  const second = await recordsBy(() => say(samuel, issue, "/mergewarden review approve read it as well"));
  expect(second).toMatchObject([
    { kind: "exception.decided" },
    { kind: "exception.resolved", outcome: "remediated", late: false },
  ]);
  expect(await stateOf(issue)).toBe("closed");
  expect((await commentsOn(stage, issue)).at(-1)).toContain("remediated, not compliant");
});

test.for<[string, Login, RegExp]>([
  ["the author, though an officer", "mia-tanaka", /had a hand in what landed/],
  ["the owner who merged it, who is no officer", owner, /is not one of the officers/],
  ["a senior engineer, who is no officer", "priya-raman", /is not one of the officers/],
])("A44 %s decides → refused, nothing on record", async ([, login, answer]) => {
  const { issue } = await bypass();
  expect(await recordsBy(() => say(login, issue, "/mergewarden review approve mine"))).toEqual([]);
  expect((await commentsOn(stage, issue)).at(-1)).toMatch(answer);
});

test("A44 one officer twice, or in an edited comment → one approval; after a rejection the count begins anew", async () => {
  const { issue } = await bypass();
  await say(ines, issue, "/mergewarden review approve once");
  await say(ines, issue, "/mergewarden review approve twice");
  const id = await say(samuel, issue, "I look at it");
  const edited = { ...where, comment_id: id, body: "/mergewarden review approve edited" };
  await stage.company.people[samuel].rest.issues.updateComment(edited);
  await stage.settled();
  expect(await stateOf(issue)).toBe("open");
  await say(samuel, issue, "/mergewarden review reject this must be reverted");
  await say(samuel, issue, "/mergewarden review approve the revert landed");
  expect(await stateOf(issue)).toBe("open");
  await say(ines, issue, "/mergewarden review approve so it did");
  expect(await stateOf(issue)).toBe("closed");
});

test("an officer escalates → on record, and the owners are mentioned", async () => {
  const { issue } = await bypass();
  const records = await recordsBy(() => say(ines, issue, "/mergewarden review escalate I cannot judge this"));
  expect(records).toMatchObject([{ kind: "exception.decided" }, { kind: "exception.escalated" }]);
  expect((await commentsOn(stage, issue)).at(-1)).toContain(`@${owner}`);
});

test("another command on the issue → it says that it is none for here; on any other issue → silence", async () => {
  const { issue } = await bypass();
  await say(ines, issue, "/mergewarden recheck");
  expect((await commentsOn(stage, issue)).at(-1)).toContain("this takes `review` alone");
  const { data } = await stage.company.people[ines].rest.issues.create({ ...where, title: "Another" });
  await say(ines, data.number, "/mergewarden review approve nothing");
  expect(await commentsOn(stage, data.number)).toHaveLength(1);
});

test("nobody decides → overdue when the time is over, escalated after twice the time, each once", async () => {
  const { issue } = await bypass();
  const own = async (step: () => Promise<unknown>) => {
    const records = await recordsBy(step);
    const [{ key } = { key: "" }] = await stage.database
      .selectFrom("obligations")
      .select("key")
      .where("thread", "=", issue)
      .execute();
    return records.filter(({ exception }) => exception === key).map(({ kind }) => kind);
  };
  expect(await own(() => remindIn(23))).toEqual([]);
  expect(await own(() => remindIn(25))).toEqual(["exception.overdue"]);
  expect(await own(() => remindIn(25))).toEqual([]);
  expect((await commentsOn(stage, issue)).at(-1)).toMatch(/@mia-tanaka, @acme\/security-officers: it is overdue/);
  expect(await own(() => remindIn(49))).toEqual(["exception.escalated"]);
  expect(await own(() => remindIn(49))).toEqual([]);
  expect(await commentsOn(stage, issue)).toHaveLength(2);
  expect((await commentsOn(stage, issue)).at(-1)).toContain(`@${owner}`);
});

test("merged under a break-glass → BREAK_GLASS, which two officers review", async () => {
  const change = await waitingChange(stage);
  await say("priya-raman", change.number, "/mergewarden break-glass INC-7 payments are down");
  await say(ines, change.number, "/mergewarden break-glass approve");
  await say(samuel, change.number, "/mergewarden break-glass approve");
  expect(await stage.runs(change.sha)).toMatchObject([{ conclusion: "success" }]);
  const { issues, records } = await broughtBy(stage, () => mergeAsOwner(stage, change));
  expect(records).toMatchObject([{ kind: "exception.opened", code: "BREAK_GLASS", pull_request: change.number }]);
  const issue = issues[0]?.number ?? 0;
  await say(ines, issue, "/mergewarden review approve it was needed");
  await say(samuel, issue, "/mergewarden review approve it was");
  expect(await stateOf(issue)).toBe("closed");
});

test("the issue could not be opened → it is, when the app is well again", async () => {
  stage.lab.faults.add({ method: "POST", path: /\/checkout\/issues(\/\d+\/comments)?$/, kind: "forbidden", by: "app" });
  const change = await waitingChange(stage);
  const { issues } = await broughtBy(stage, () => mergeAsOwner(stage, change));
  stage.lab.faults.clear();
  expect(issues).toEqual([]);
  const later = await broughtBy(stage, () => remindIn(1));
  expect(later.issues).toMatchObject([{ title: expect.stringContaining(`pull request ${change.number}`) }]);
});

test("A49 the app is suspended and comes back → the gap is on record, from when to when", async () => {
  const { gate } = stage.company;
  const { lab } = stage;
  const headers = { authorization: `Bearer ${signAppJwt(gate.app.id, gate.privateKey)}` };
  const [installation] = (await (await fetch(`${lab.apiUrl}/app/installations`, { headers })).json()) as {
    id: number;
  }[];
  const suspended = `${lab.apiUrl}/app/installations/${installation?.id}/suspended`;
  await fetch(suspended, { method: "PUT", headers });
  await stage.settled();
  await fetch(suspended, { method: "DELETE", headers });
  await stage.settled();
  const records = await recordsOf(stage, "gap.");
  expect(records).toMatchObject([
    { kind: "gap.opened", why: "suspended", from: expect.any(String), to: null },
    { kind: "gap.closed", why: "suspended", from: expect.any(String), to: expect.any(String) },
  ]);
});
