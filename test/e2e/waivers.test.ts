import { afterAll, beforeAll, expect, test } from "vitest";
import type { Login } from "../../demo/people.ts";
import { keepEndedWaivers } from "../../src/storage/exceptions.ts";
import { type Change, commit, propose } from "../support/change.ts";
import { type Answer, say } from "../support/conversation.ts";
import { createStage, type Stage } from "../support/stage.ts";

const policy = `version: 1
roles:
  officer: { teams: [security-officers] }
controls: { plain-http: {} }
`;
const line = 'fetch("http://stock.partner-system.com/items");\n';

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy, floor: "version: 1\ncontrols: {}\n" });
});
afterAll(() => stage.close());

async function offending(text = line, path = "src/stock.ts"): Promise<Change> {
  const change = await propose(stage.company.people["mia-tanaka"], { files: { [path]: text } });
  await stage.settled();
  return change;
}

/** The last day that a waiver of today's may have, or another that many days from today. */
function day(days: number): string {
  return new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);
}

function waive(login: Login, change: Change, place: string, until = day(30)): Promise<Answer> {
  const command = `/mergewarden waive HTTP001 ${place} until ${until} Their server has no TLS`;
  return say(stage, stage.company.people[login], change, command);
}

async function run(change: Change) {
  const [newest] = await stage.runs(change.sha);
  return newest;
}

test("an officer's waiver lets the finding pass, here and where it stands in other pull requests", async () => {
  const [change, other] = [await offending(), await offending()];
  expect((await run(change))?.conclusion).toBe("failure");
  expect(await waive("ines-duarte", change, "src/stock.ts:1")).toMatchObject({
    reactions: ["+1"],
    text: expect.stringMatching(/^ines-duarte waives HTTP001 at src\/stock\.ts:1 in this repository until the end of /),
  });
  for (const { conclusion, text } of [await run(change), await run(other)].flatMap((one) => one ?? [])) {
    expect([conclusion, text]).toEqual([
      "success",
      expect.stringMatching(/holds until .* by ines-duarte: Their server has no TLS/),
    ]);
  }
  const elsewhere = await offending(`\n${line}`);
  expect((await run(elsewhere))?.conclusion).toBe("failure");
});

test("A54 a waiver by who may not, by a contributor, or in the pull request itself does not count", async () => {
  const path = "src/own.ts";
  const change = await offending(`// mergewarden-disable-next-line HTTP001 plain-http-ignore\n${line}`, path);
  await commit(stage.company.people["ines-duarte"], change, { "src/more.ts": "export {};\n" });
  await stage.settled();
  const refused: [Login, string, RegExp][] = [
    ["mia-tanaka", day(30), /^mia-tanaka contributed to this pull request\.$/],
    ["jonas-keller", day(30), /^jonas-keller is not in the role officer\.$/],
    ["ines-duarte", day(30), /^ines-duarte contributed to this pull request\.$/],
    ["samuel-okoro", day(0), /is over, or today/],
    ["samuel-okoro", day(400), /holds for a year at most/],
  ];
  for (const [login, until, text] of refused) {
    expect(await waive(login, change, path, until)).toMatchObject({
      reactions: ["-1"],
      text: expect.stringMatching(text),
    });
  }
  expect((await run(change))?.conclusion).toBe("failure");
  const other = await offending(line, "src/other.ts");
  await waive("ines-duarte", other, path);
  expect((await run(change))?.conclusion).toBe("failure");
  expect((await waive("samuel-okoro", change, path)).reactions).toEqual(["+1"]);
  expect((await run(change))?.conclusion).toBe("success");
});

test("a waiver whose time is over hides nothing, says so, and its end is recorded once", async () => {
  const path = "src/over.ts";
  const change = await offending(line, path);
  const { data: ines } = await stage.company.people["ines-duarte"].rest.users.getAuthenticated();
  const { repositoryId: repository_id, tenant } = await places();
  const times = { granted_at: new Date(Date.now() - 86_400_000), expires_at: new Date(Date.now() - 1000) };
  const approver = { approver_id: ines.id, approver_login: ines.login, reason: "for a day" };
  const waiver = {
    comment_id: 5_000_000,
    tenant,
    repository_id,
    number: change.number,
    rule: "HTTP001",
    path,
    line: null,
  };
  await stage.database
    .insertInto("waivers")
    .values({ ...waiver, ...approver, ...times })
    .execute();
  await say(stage, stage.company.people["mia-tanaka"], change, "/mergewarden recheck");
  expect(await run(change)).toMatchObject({ conclusion: "failure", text: expect.stringContaining("expired at") });
  for (const _hour of [1, 2]) await keepEndedWaivers(stage.database, new Date());
  const rows = await stage.database
    .selectFrom("evidence")
    .select("body")
    .where("kind", "=", "waiver.expired")
    .execute();
  expect(rows.map(({ body }) => body)).toEqual([expect.objectContaining({ id: 5_000_000 })]);
  const granted = stage.database.selectFrom("evidence").select("leaf").where("kind", "=", "waiver.granted");
  for (const { leaf } of await granted.execute()) expect(leaf.toString("utf8")).not.toMatch(/ines|stock|TLS/);
});

async function places(): Promise<{ repositoryId: number; tenant: number }> {
  const row = await stage.database.selectFrom("waivers").select(["repository_id", "tenant"]).executeTakeFirstOrThrow();
  return { repositoryId: Number(row.repository_id), tenant: Number(row.tenant) };
}
