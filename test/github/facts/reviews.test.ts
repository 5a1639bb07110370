import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../../../lab/testing/scene.ts";
import { createGate, type Gate } from "../../support/gate.ts";

let gate: Gate;
beforeAll(async () => {
  gate = await createGate();
});
afterAll(() => gate.scene.close());

async function review(by: Person, number: number, event: string): Promise<number> {
  const path = `/repos/acme/shop/pulls/${number}/reviews`;
  return (await by.client.post<{ id: number }>(path, { event, body: "words" })).body.id;
}

async function reviews(number: number) {
  const { reviews: found, pullRequest } = await gate.facts(number, { isThorough: false, needs: new Set(["reviews"]) });
  if (!Array.isArray(found)) throw new Error(found.unavailable);
  return { found, diff: pullRequest.diff };
}

const app = "export function pay() {\n  return 1;\n}\n";

test("an approval, a comment and a dismissed veto → each as it is, with who dismissed it", async () => {
  const { ben, olga } = gate.scene;
  const { number, sha } = await gate.scene.open("states", { "a.ts": app });
  await review(ben, number, "COMMENT");
  const veto = await review(ben, number, "REQUEST_CHANGES");
  await olga.client.put(`/repos/acme/shop/pulls/${number}/reviews/${veto}/dismissals`, { message: "no" });
  await review(olga, number, "APPROVE");
  const { found } = await reviews(number);
  const by = (person: Person) => ({ id: person.account.id, login: person.login, type: "User" });
  expect(found).toMatchObject([
    { author: by(ben), state: "commented", dismissal: null },
    { author: by(ben), state: "dismissed", dismissal: { from: "changes_requested", by: by(olga) } },
    { author: by(olga), state: "approved", commit: sha, dismissal: null },
  ]);
});

test("approved on the head → no digest is read: nothing asks for it", async () => {
  const { diff } = await reviews(1);
  expect(diff).toEqual({ unavailable: "not read: no approval of an older commit asks for it" });
});

test("A02 a clean rebase onto a base that moved → the same digest", async () => {
  const { ben, work } = gate.scene;
  const { number } = await gate.scene.open("rebased", {
    "src/pay.ts": "export const price = 1;\nexport const tax = 2;\n",
  });
  await review(ben, number, "APPROVE");
  await gate.commitToMain({ "elsewhere.txt": "moved\n" });
  await work.git("checkout", "--quiet", "rebased");
  await work.git("rebase", "--quiet", "main");
  await work.git("push", "--quiet", "--force", "origin", "rebased");
  const { found, diff } = await reviews(number);
  expect(diff).toMatch(/^sha256:/);
  expect(found[0]?.diff).toBe(diff);
});

test.for([
  { when: "A01 another line is pushed", files: { "b.py": "def f():\n  x()\n  y()\n" } },
  { when: "A01 Python is only indented anew", files: { "b.py": "def f():\n    x()\n" } },
  { when: "a file is added", files: { "more.bin": Buffer.from([0, 1]) } },
])("$when after the approval → another digest", async ({ files }, { task }) => {
  const { ben, work } = gate.scene;
  const branch = `pushed-${task.id.replaceAll(/\W/g, "")}`;
  const { number } = await gate.scene.open(branch, { "b.py": "def f():\n  x()\n" });
  await review(ben, number, "APPROVE");
  await work.commit(files, "More");
  await work.git("push", "--quiet", "origin", `HEAD:${branch}`);
  const { found, diff } = await reviews(number);
  expect(diff).toMatch(/^sha256:/);
  expect(found[0]?.diff).not.toBe(diff);
});

test("a review by a deleted account → by nobody", async () => {
  const { account, token } = gate.scene.lab.seed.user("zed");
  const { number } = await gate.scene.open("ghost", { "g.ts": app });
  gate.scene.lab.seed.collaborator(gate.scene.repository, "zed", "write");
  await fetch(`${gate.scene.lab.apiUrl}/repos/acme/shop/pulls/${number}/reviews`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ event: "APPROVE" }),
  });
  expect((await reviews(number)).found[0]?.author).toMatchObject({ id: account.id });
  gate.scene.lab.seed.deleteUser("zed");
  const { found } = await reviews(number);
  expect(found[0]).toMatchObject({ author: null, state: "approved" });
});
