import { afterAll, beforeAll, expect, test } from "vitest";
import { clone } from "../../lab/testing/workspace.ts";
import { createGate, type Gate } from "../support/gate.ts";

const policy = `version: 1
roles: { senior: { users: [ben] }, officer: { users: [olga] } }
controls:
  senior-review: {}
  plain-http: {}
  guarded-paths: {}
`;

let gate: Gate;
beforeAll(async () => {
  gate = await createGate();
  await gate.commitToMain({ ".github/mergewarden.yml": policy });
});
afterAll(() => gate.scene.close());

function review(number: number, event: string) {
  return gate.scene.ben.client.post(`/repos/acme/shop/pulls/${number}/reviews`, { event, body: "words" });
}

async function judged(number: number, sha: string): Promise<{ conclusion: string | null; told: string }> {
  await gate.evaluator.evaluate(gate.ref(number));
  const [run] = await gate.checkRuns(sha);
  if (run === undefined) throw new Error("nothing was written");
  return { conclusion: run.conclusion, told: `${run.output.title}\n${run.output.summary}\n${run.output.text}` };
}

test("the approval is the 105th review → it counts", async () => {
  const { number, sha } = await gate.scene.open("reviewed", { "a.ts": "export {};\n" });
  for (let count = 0; count < 104; count += 1) await review(number, "COMMENT");
  expect((await judged(number, sha)).conclusion).toBeNull();
  await review(number, "APPROVE");
  expect((await judged(number, sha)).conclusion).toBe("success");
});

test("A11 A35 260 commits, one of the first by the approver → all are read, and the approval does not count", async () => {
  const { work, ben, ada } = gate.scene;
  await work.git("checkout", "--quiet", "-B", "long", "origin/main");
  const tree = await work.git("rev-parse", "HEAD^{tree}");
  let parent = await work.git("rev-parse", "HEAD");
  const author = `${ben.account.id}+ben@users.noreply.github.com`;
  for (let count = 0; count < 260; count += 1) {
    const by = count === 1 ? ["-c", `user.email=${author}`] : [];
    parent = await work.git(
      ...by,
      "commit-tree",
      tree,
      "-p",
      parent,
      "-m",
      `Step ${count}`,
      ...(count === 1 ? ["-m", `Co-authored-by: Ben <${author}>`] : []),
    );
  }
  await work.git("reset", "--quiet", "--hard", parent);
  const sha = await work.commit({ "long.ts": "export {};\n" }, "Last");
  await work.git("push", "--quiet", "origin", "long");
  const body = { title: "Long", head: "long", base: "main" };
  const { number } = (await ada.client.post<{ number: number }>("/repos/acme/shop/pulls", body)).body;
  await review(number, "APPROVE");
  const facts = await gate.facts(number, { isThorough: false, needs: new Set(["commits"]) });
  expect(facts.commits).toHaveLength(261);
  const { conclusion, told } = await judged(number, sha);
  expect(conclusion).not.toBe("success");
  expect(told).toContain("ben");
});

test("A35 3,001 files → not all are listed, and the gate does not turn green", async () => {
  const files = Object.fromEntries(Array.from({ length: 3001 }, (_, index) => [`many/${index}.txt`, `${index}\n`]));
  const { number, sha } = await gate.scene.open("many", files);
  await review(number, "APPROVE");
  const { conclusion, told } = await judged(number, sha);
  expect(conclusion).toBe("failure");
  expect(told).toMatch(/3000 of 3001 changed files/);
});

test("A36 a file too large for a patch → its text is scanned", async () => {
  const lines = Array.from({ length: 30_000 }, (_, index) => `export const value${index} = ${index};`);
  lines[20_000] = 'fetch("http://pay.evil.org/");';
  const { number, sha } = await gate.scene.open("large", { "large.ts": `${lines.join("\n")}\n` });
  await review(number, "APPROVE");
  const { conclusion, told } = await judged(number, sha);
  const facts = await gate.facts(number, { isThorough: false, needs: new Set(["files"]) });
  expect(facts.files).toMatchObject([{ patch: null, additions: 30_000 }]);
  expect(conclusion).toBe("failure");
  expect(told).toContain("large.ts:20001");
});

test("a role whose team cannot be read → unknown, and says which", async () => {
  const before = policy.replace("users: [ben]", "teams: [no-such-team]");
  await gate.commitToMain({ ".github/mergewarden.yml": before });
  const { number, sha } = await gate.scene.open("team", { "t.ts": "export {};\n" });
  await review(number, "APPROVE");
  const { conclusion, told } = await judged(number, sha);
  await gate.commitToMain({ ".github/mergewarden.yml": policy });
  expect(conclusion).toBe("failure");
  expect(told).toContain("no-such-team");
});

test("a pull request from a fork → judged like any other", async () => {
  const { lab, eve } = gate.scene;
  await eve.client.post("/repos/acme/shop/forks", {});
  const work = await clone(lab, "eve/shop", eve);
  await work.git("checkout", "--quiet", "-b", "gift");
  const sha = await work.commit({ "gift.ts": "export {};\n" }, "Gift");
  await work.git("push", "--quiet", "origin", "gift");
  const body = { title: "Gift", head: "eve:gift", base: "main" };
  const { number } = (await eve.client.post<{ number: number }>("/repos/acme/shop/pulls", body)).body;
  expect((await judged(number, sha)).conclusion).toBeNull();
  await review(number, "APPROVE");
  expect((await judged(number, sha)).conclusion).toBe("success");
  await work.remove();
});
