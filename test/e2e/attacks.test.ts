import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { clone } from "../../lab/testing/workspace.ts";
import { createGate, type Gate } from "../support/gate.ts";

const policyPath = ".github/mergewarden.yml";
const policy = `version: 1
roles: { senior: { users: [ben] }, officer: { users: [olga] } }
controls:
  senior-review: {}
  plain-http: {}
`;

let gate: Gate;
beforeAll(async () => {
  gate = await createGate();
});
beforeEach(async () => {
  await gate.commitToMain({ [policyPath]: policy, "counter.txt": `${Math.random()}` });
});
afterAll(() => gate.scene.close());

let counter = 0;
function open(files: Record<string, string | Buffer | null> = {}) {
  counter += 1;
  return gate.scene.open(`attack-${counter}`, { [`note-${counter}.txt`]: `${counter}\n`, ...files });
}

async function propose(body: { title: string; head: string; base: string }): Promise<number> {
  const answer = await gate.scene.ada.client.post<{ number: number }>("/repos/acme/shop/pulls", body);
  return answer.body.number;
}

function review(number: number, body: Record<string, unknown> = {}, by = gate.scene.ben) {
  return by.client.post<{ id: number }>(`/repos/acme/shop/pulls/${number}/reviews`, { event: "APPROVE", ...body });
}

function edit(number: number, body: Record<string, unknown>) {
  return gate.scene.olga.client.patch(`/repos/acme/shop/pulls/${number}`, body);
}

/** What stands on the head after an evaluation: the newest check run of the gate. */
async function judged(number: number, sha: string) {
  await gate.evaluator.evaluate(gate.ref(number));
  const [run] = await gate.checkRuns(sha);
  const { title, text } = run?.output ?? { title: "", text: "" };
  return { conclusion: run === undefined ? "none" : (run.conclusion ?? run.status), title, text: text ?? "" };
}

async function push(files: Record<string, string | null>, message = "More"): Promise<string> {
  const sha = await gate.scene.work.commit(files, message);
  await gate.scene.work.git("push", "--quiet", "--force", "origin", `HEAD:attack-${counter}`);
  return sha;
}

test("A51 a pull request that fails is closed, a twin turns the head green, and it is opened again → it fails", async () => {
  const { number, sha } = await open();
  expect((await judged(number, sha)).conclusion).toBe("in_progress");
  await edit(number, { state: "closed" });
  await gate.scene.work.git("push", "--quiet", "origin", `${sha}:refs/heads/twin-${counter}`);
  const twin = await propose({ title: "Twin", head: `twin-${counter}`, base: "main" });
  await review(twin);
  expect((await judged(twin, sha)).conclusion).toBe("success");
  await edit(number, { state: "open" });
  expect((await judged(number, sha)).conclusion).not.toBe("success");
});

test("A51 two pull requests with one head both pass → the head turns green", async () => {
  const { number, sha } = await open();
  await gate.scene.work.git("push", "--quiet", "origin", `${sha}:refs/heads/twin-${counter}`);
  const twin = await propose({ title: "Twin", head: `twin-${counter}`, base: "main" });
  await judged(number, sha);
  await judged(twin, sha);
  await review(number);
  expect((await judged(number, sha)).conclusion).not.toBe("success");
  await review(twin);
  expect((await judged(twin, sha)).conclusion).toBe("success");
});

test("A51 a twin on a base that is not gated → does not hold the head back", async () => {
  const { number, sha } = await open();
  const { work } = gate.scene;
  await work.git("push", "--quiet", "origin", `${sha}:refs/heads/twin-${counter}`, "origin/main:refs/heads/side");
  const twin = await propose({ title: "Twin", head: `twin-${counter}`, base: "side" });
  await gate.evaluator.evaluate(gate.ref(twin));
  await review(number);
  expect((await judged(number, sha)).conclusion).toBe("success");
  await edit(twin, { base: "main" });
  expect((await judged(twin, sha)).conclusion).toBe("in_progress");
});

test("A20 the policy becomes a link to the same text elsewhere, which nobody guards → blocked", async () => {
  const { work } = gate.scene;
  counter += 1;
  await work.git("checkout", "--quiet", "-B", `attack-${counter}`, "origin/main");
  await rm(join(work.directory, policyPath));
  await symlink("../settings.yml", join(work.directory, policyPath));
  const head = await push({ "settings.yml": policy });
  expect(await work.git("ls-tree", "HEAD", policyPath)).toMatch(/^120000/);
  const number = await propose({ title: "Tidy up", head: `attack-${counter}`, base: "main" });
  await review(number);
  expect((await judged(number, head)).conclusion).toBe("failure");
});

test.for([
  { when: "the file", path: /contents/ },
  { when: "the file and every tree", path: /contents|git\/trees/ },
])(
  "A21 GitHub says 404 of a policy, for it hides $when → the last good one judges, and the gate stays shut",
  async ({ path }) => {
    const { lab } = gate.scene;
    await gate.commitToMain({ [policyPath]: `${policy}  linked-issue: { enforcement: warn }\n` });
    const { number } = await open();
    await review(number);
    await gate.evaluator.evaluate(gate.ref(number));
    await gate.commitToMain({ "later.txt": `${counter}\n` });
    const head = await push({ "more.txt": `${counter}\n` });
    await review(number);
    lab.faults.add({ path, kind: "not-found", by: "app" });
    const hidden = await judged(number, head);
    lab.faults.clear();
    expect(hidden).toMatchObject({ conclusion: "failure", text: expect.stringContaining("policy could not be read") });
    const inForce = gate.evaluations.at(-1)?.verdict.controls.find(({ id }) => id === "linked-issue");
    expect(inForce).toMatchObject({ enforcement: "warn" });
    expect((await judged(number, head)).conclusion).toBe("success");
  },
);

test("A03 approved what was shown, while another push landed → does not count", async () => {
  const { number, sha } = await open();
  const head = await push({ "late.ts": "export {};\n" });
  await review(number, { commit_id: sha });
  expect((await judged(number, head)).conclusion).toBe("in_progress");
});

test("A05 commits of tomorrow and of 1970 → the approval of the head counts, that of an older one does not", async () => {
  const { work } = gate.scene;
  const { number } = await open();
  await work.git("commit", "--quiet", "--amend", "--no-edit", "--date=2099-01-01T00:00:00Z");
  const before = await push({ "a.ts": "export {};\n" });
  await review(number);
  expect((await judged(number, before)).conclusion).toBe("success");
  await work.git("commit", "--quiet", "--allow-empty", "-m", "Old", "--date=1970-01-02T00:00:00Z");
  const head = await push({ "b.ts": "export {};\n" });
  expect((await judged(number, head)).conclusion).toBe("in_progress");
});

test("A15 somebody else rebases a senior's commits away → the senior stays a contributor", async () => {
  const { work, ben } = gate.scene;
  const { number } = await open();
  const email = `${ben.account.id}+ben@users.noreply.github.com`;
  const first = await push({ "a.ts": "export {};\n" }, `Pair\n\nCo-authored-by: Ben <${email}>`);
  await judged(number, first);
  await work.git("reset", "--quiet", "--hard", "origin/main");
  const head = await push({ "a.ts": "export {};\n" }, "Alone");
  await review(number);
  expect(await judged(number, head)).toMatchObject({
    conclusion: "failure",
    text: expect.stringContaining("ben contributed"),
  });
});

test("A19 merged unreviewed into a side branch, then from there into main → the whole change is judged", async () => {
  const { work } = gate.scene;
  counter += 1;
  await work.git("checkout", "--quiet", "-B", `attack-${counter}`, "origin/main");
  await push({ "bad.ts": 'fetch("http://pay.evil.org/");\n' });
  const head = await push({ "fine.ts": "export {};\n" });
  const number = await propose({ title: "Side", head: `attack-${counter}`, base: "main" });
  await review(number);
  expect(await judged(number, head)).toMatchObject({ conclusion: "failure", title: "Blocked: 1 plain-HTTP finding" });
});

test("A22 A20 the pull request writes its author's friend into the roster → the roster of main holds", async () => {
  const { eve } = gate.scene;
  const { number, sha } = await open({ [policyPath]: policy.replace("[ben]", "[ben, eve]") });
  await review(number, {}, eve);
  const { conclusion, text } = await judged(number, sha);
  expect(conclusion).toBe("in_progress");
  expect(text).toContain("eve does not count");
});

test("A54 the pull request allows the host that it speaks to, and waives the finding → blocked", async () => {
  const lax = policy.replace(
    "plain-http: {}",
    'plain-http: { allow-hosts: [pay.evil.org], ignore-paths: ["**"], waivers: [{ rule: HTTP001, path: bad.ts, reason: r, expires: 2099-01-01 }] }',
  );
  const { number, sha } = await open({ "bad.ts": 'fetch("http://pay.evil.org/");\n', [policyPath]: lax });
  await review(number);
  await review(number, {}, gate.scene.olga);
  expect((await judged(number, sha)).conclusion).toBe("failure");
});

test.for([
  { when: "a NUL in a comment", path: "bad.js", content: Buffer.from('/*\0*/ fetch("http://pay.evil.org/");\n') },
  {
    when: "UTF-16 in a script",
    path: "bad.ps1",
    content: Buffer.from('\uFEFFInvoke-WebRequest "http://pay.evil.org/"\n', "utf16le"),
  },
])("A34 A36 git calls a file binary for $when → its text is scanned all the same", async ({ path, content }) => {
  const { number, sha } = await open({ [path]: content });
  await review(number);
  expect(await judged(number, sha)).toMatchObject({ conclusion: "failure", title: "Blocked: 1 plain-HTTP finding" });
});

test("A20 the policy is tightened and the floor beside it taken away, in one pull request → blocked", async () => {
  const { lab, olga, ben } = gate.scene;
  const repository = await lab.seed.repository("acme/.github");
  const floorPath = "mergewarden.organization.yml";
  const work = await clone(lab, "acme/.github", olga);
  try {
    await work.commit({ [policyPath]: policy, [floorPath]: policy }, "Start");
    await work.git("push", "--quiet", "origin", "HEAD:main");
    const stricter = policy.replace(
      "senior-review: {}",
      "senior-review: { approvals: 1, keep-approvals: same-commit }",
    );
    await work.commit({ [policyPath]: stricter, [floorPath]: "version: 1\n" }, "Tighten");
    await work.git("push", "--quiet", "origin", "HEAD:tighten");
  } finally {
    await work.remove();
  }
  const pulls = "/repos/acme/.github/pulls";
  const wanted = { title: "Tighten", head: "tighten", base: "main" };
  const { body } = await olga.client.post<{ number: number; head: { sha: string } }>(pulls, wanted);
  await ben.client.post(`${pulls}/${body.number}/reviews`, { event: "APPROVE" });
  await gate.evaluator.evaluate({ ...gate.ref(body.number), repositoryId: repository.id, name: ".github" });
  expect(gate.evaluations.at(-1)?.verdict.conclusion).toBe("failure");
});
