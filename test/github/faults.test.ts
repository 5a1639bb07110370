import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fault } from "../../lab/http/faults.ts";
import { createGate, type Gate } from "../support/gate.ts";

const policy = `version: 1
roles:
  senior: { teams: [developers] }
  officer: { users: [olga] }
controls:
  senior-review: {}
  unit-tests: { checks: [{ name: unit, creator: ada }] }
  plain-http: {}
  guarded-paths: {}
  gate-required: {}
  up-to-date: {}
`;
const floor = "version: 1\nroles:\n  senior: { teams: [developers] }\ncontrols:\n  senior-review: {}\n";

let gate: Gate;
beforeAll(async () => {
  gate = await createGate();
  await gate.commitToMain({ ".github/mergewarden.yml": policy });
  await gate.scene.lab.seed.repository("acme/.github");
  await gate.scene.olga.client.put("/repos/acme/.github/contents/mergewarden.organization.yml", {
    message: "Floor",
    content: Buffer.from(floor).toString("base64"),
  });
  await gate.requireGate();
});
afterAll(() => gate.scene.close());

let counter = 0;

/** A pull request that passes. A new head each time: the check runs of one do not show on another. */
async function passing(): Promise<{ number: number; sha: string }> {
  const { ada, ben } = gate.scene;
  counter += 1;
  const opened = await gate.scene.open(`topic-${counter}`, {
    [`f${counter}.ts`]: `export const value = ${counter};\n`,
  });
  await ben.client.post(`/repos/acme/shop/pulls/${opened.number}/reviews`, { event: "APPROVE" });
  await ada.client.post(`/repos/acme/shop/statuses/${opened.sha}`, { state: "success", context: "unit" });
  return opened;
}

/** Where the numbers and commits of one pull request stand in a path. */
function general(path: string): RegExp {
  const literal = path.split("?")[0]?.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&") ?? "";
  return new RegExp(`${literal.replaceAll(/[0-9a-f]{40}/g, "[0-9a-f]{40}").replaceAll(/\/\d+/g, "/\\d+")}$`);
}

const kinds = ["server-error", "cut-body", "secondary-limit"] as const satisfies readonly Fault["kind"][];

test("a pull request that passes → success", async () => {
  const { number, sha } = await passing();
  await gate.evaluator.evaluate(gate.ref(number));
  const [run] = await gate.checkRuns(sha);
  expect(run).toMatchObject({ name: "mergewarden", status: "completed", conclusion: "success" });
});

/** The reads of an evaluation that knows nothing yet, as patterns: a new read is tested without being listed. */
async function readsOfEvaluation(): Promise<Set<string>> {
  const { requests } = gate.scene.lab;
  const { number } = await passing();
  requests.clear();
  await gate.freshEvaluator().evaluate(gate.ref(number));
  return new Set(requests.entries.filter(({ method }) => method === "GET").map(({ path }) => general(path).source));
}

/** The officers: with no guarded path touched they decide nothing. */
const idle = /olga/;

test.for(kinds)("%s at each single read of an evaluation → never success, and it says why", async (kind) => {
  const { faults } = gate.scene.lab;
  const reads = await readsOfEvaluation();
  expect(reads.size).toBeGreaterThan(10);
  const { number, sha } = await passing();
  for (const read of [...reads].filter((path) => !idle.test(path))) {
    const before = new Set((await gate.checkRuns(sha)).map(({ id }) => id));
    gate.reports.all.clear();
    faults.add({ method: "GET", path: new RegExp(read), kind });
    const again = await gate
      .freshEvaluator()
      .evaluate(gate.ref(number))
      .catch((error: Error) => error);
    faults.clear();
    const [run] = (await gate.checkRuns(sha)).filter(({ id }) => !before.has(id));
    expect(run?.conclusion, read).not.toBe("success");
    // Without a verdict it is tried again: at a time, or by the queue.
    expect(again, read).not.toBeNull();
    if (run !== undefined) expect(`${run.output.summary}${run.output.text}`, read).toMatch(/could not/i);
  }
});

test("what went wrong is over → success", async () => {
  const { number, sha } = await passing();
  gate.scene.lab.faults.add({ method: "GET", path: /reviews/, kind: "server-error" });
  await gate.evaluator.evaluate(gate.ref(number));
  gate.scene.lab.faults.clear();
  expect((await gate.checkRuns(sha))[0]).toMatchObject({ conclusion: "failure" });
  expect(await gate.evaluator.evaluate(gate.ref(number))).toBeNull();
  expect((await gate.checkRuns(sha))[0]).toMatchObject({ conclusion: "success" });
});

test("a single failure is tried again at once", async () => {
  const { number, sha } = await passing();
  gate.scene.lab.faults.add({ method: "GET", path: /reviews/, kind: "server-error", times: 1 });
  await gate.freshEvaluator().evaluate(gate.ref(number));
  expect((await gate.checkRuns(sha))[0]).toMatchObject({ conclusion: "success" });
});

test("it cannot be judged at all → the last try says so, under the name of the last check run, and blocks", async () => {
  const { number, sha } = await passing();
  await gate.evaluator.evaluate(gate.ref(number));
  await gate.evaluator.giveUp(gate.ref(number), "job 12");
  const [run] = await gate.checkRuns(sha);
  expect(run).toMatchObject({ name: "mergewarden", conclusion: "failure" });
  expect(run?.output.summary).toContain("job 12");
});
