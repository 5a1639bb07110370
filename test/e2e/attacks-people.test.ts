import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "../../lab/testing/client.ts";
import { createGate, type Gate } from "../support/gate.ts";

const policy = `version: 1
roles: { senior: { teams: [developers], users: ["gate[bot]"] } }
controls: { senior-review: {} }
rules:
  - name: urgent
    when: { labels: [urgent] }
    controls: { senior-review: { approvals: 2 } }
`;

let gate: Gate;
let counter = 0;
beforeAll(async () => {
  gate = await createGate();
  await gate.commitToMain({ ".github/mergewarden.yml": policy });
});
afterAll(() => gate.scene.close());

function open() {
  counter += 1;
  return gate.scene.open(`people-${counter}`, { [`note-${counter}.txt`]: `${counter}\n` });
}

function approve(number: number, by: Client) {
  return by.post(`/repos/acme/shop/pulls/${number}/reviews`, { event: "APPROVE" });
}

/** What stands on the head after an evaluation. */
async function judged(number: number, sha: string) {
  await gate.evaluator.evaluate(gate.ref(number));
  const [run] = await gate.checkRuns(sha);
  return { conclusion: run?.conclusion ?? run?.status, text: run?.output.text ?? "" };
}

test("A08 an app that the role lists approves → does not count; a person does", async () => {
  const { number, sha } = await open();
  const { status } = await approve(number, gate.scene.bot);
  expect(status).toBe(200);
  expect((await judged(number, sha)).conclusion).toBe("in_progress");
  await approve(number, gate.scene.ben.client);
  expect((await judged(number, sha)).conclusion).toBe("success");
});

test("A13 ada takes over ben's suggestion, and ben approves → told why he does not count", async () => {
  const { work, ben } = gate.scene;
  const { number } = await open();
  const trailer = `Co-authored-by: Ben <${ben.account.id}+ben@users.noreply.github.com>`;
  const sha = await work.commit({ "suggested.txt": "1\n" }, `Apply suggestions from code review\n\n${trailer}`);
  await work.git("push", "--quiet", "origin", `HEAD:people-${counter}`);
  await approve(number, ben.client);
  const { conclusion, text } = await judged(number, sha);
  expect(conclusion).not.toBe("success");
  expect(text).toContain("ben contributed");
});

test("A42 a senior approves and leaves the team → counts no more", async () => {
  const { ben, olga } = gate.scene;
  const { number, sha } = await open();
  await approve(number, ben.client);
  expect((await judged(number, sha)).conclusion).toBe("success");
  const membership = "/orgs/acme/teams/developers/memberships/ben";
  await olga.client.delete(membership);
  const after = await judged(number, sha);
  await olga.client.put(membership, {});
  expect(after.conclusion).not.toBe("success");
});

test("A47 what reverts a commit of main waits for a senior as any change does", async () => {
  const { work, ada, ben } = gate.scene;
  counter += 1;
  await gate.commitToMain({ "reverted.txt": "1\n" });
  await work.git("checkout", "--quiet", "-B", `people-${counter}`, "origin/main");
  await work.git("revert", "--no-edit", "HEAD");
  await work.git("push", "--quiet", "origin", `HEAD:people-${counter}`);
  const wanted = { title: 'Revert "Change main"', head: `people-${counter}`, base: "main" };
  const { body } = await ada.client.post<{ number: number; head: { sha: string } }>("/repos/acme/shop/pulls", wanted);
  expect((await judged(body.number, body.head.sha)).conclusion).toBe("in_progress");
  await approve(body.number, ben.client);
  expect((await judged(body.number, body.head.sha)).conclusion).toBe("success");
});

test("A52 closed, opened again, retitled and relabelled → asks for what it asked for, or more", async () => {
  const { olga, ben } = gate.scene;
  const { number, sha } = await open();
  const pull = `/repos/acme/shop/pulls/${number}`;
  for (const change of [{ state: "closed" }, { state: "open", title: "docs: hotfix, skip review" }]) {
    await olga.client.patch(pull, change);
    expect((await judged(number, sha)).conclusion).not.toBe("success");
  }
  await approve(number, ben.client);
  expect((await judged(number, sha)).conclusion).toBe("success");
  await olga.client.post(`/repos/acme/shop/issues/${number}/labels`, { labels: ["urgent"] });
  expect((await judged(number, sha)).conclusion).not.toBe("success");
});
