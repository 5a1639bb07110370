import { afterAll, beforeAll, expect, test } from "vitest";
import type { Report } from "../../../src/pipeline/ports.ts";
import { createGate, type Gate } from "../../support/gate.ts";

const policy = `version: 1
roles: { senior: { users: [ben] }, officer: { users: [olga] } }
controls:
  senior-review: {}
  plain-http: {}
`;

let gate: Gate;
beforeAll(async () => {
  gate = await createGate();
  await gate.commitToMain({ ".github/mergewarden.yml": policy });
});
afterAll(() => gate.scene.close());

let counter = 0;
function open(content = "export {};\n") {
  counter += 1;
  return gate.scene.open(`report-${counter}`, { [`r${counter}.ts`]: `${content}// ${counter}\n` });
}

function approve(number: number) {
  return gate.scene.ben.client.post(`/repos/acme/shop/pulls/${number}/reviews`, { event: "APPROVE" });
}

async function comments(number: number): Promise<{ id: number; body: string }[]> {
  return (
    await gate.scene.olga.client.get<{ id: number; body: string }[]>(`/repos/acme/shop/issues/${number}/comments`)
  ).body;
}

/** What an evaluation writes: method and what kind of thing. */
async function writes(number: number): Promise<string[]> {
  const { requests } = gate.scene.lab;
  requests.clear();
  await gate.evaluator.evaluate(gate.ref(number));
  const written = requests.entries.filter(({ method, path }) => method !== "GET" && !path.includes("access_tokens"));
  return written.map(({ method, path }) => `${method} ${/check-runs|comments/.exec(path)?.[0]}`);
}

test("one check run and one comment; nothing when nothing changed; both updated in place, the comment for good", async () => {
  const { number, sha } = await open();
  expect(await writes(number)).toEqual(["POST check-runs", "POST comments"]);
  expect(await writes(number)).toEqual([]);
  const [waiting] = await gate.checkRuns(sha);
  const [first] = await comments(number);
  expect(waiting).toMatchObject({
    status: "in_progress",
    conclusion: null,
    output: { title: expect.stringMatching(/^Waiting: /) },
  });
  await approve(number);
  expect(await writes(number)).toEqual(["PATCH check-runs", "PATCH comments"]);
  const [done, ...others] = await gate.checkRuns(sha);
  expect(done).toMatchObject({ id: waiting?.id, status: "completed", conclusion: "success" });
  expect(others).toEqual([]);
  expect((await comments(number)).map(({ id }) => id)).toEqual([first?.id]);
});

test("A30 what was complete and waits again → a new check run: a completed one is never opened again", async () => {
  const { number, sha } = await open();
  const { body } = await gate.scene.ben.client.post<{ id: number }>(`/repos/acme/shop/pulls/${number}/reviews`, {
    event: "APPROVE",
  });
  await gate.evaluator.evaluate(gate.ref(number));
  await gate.scene.olga.client.put(`/repos/acme/shop/pulls/${number}/reviews/${body.id}/dismissals`, { message: "no" });
  expect((await writes(number))[0]).toBe("POST check-runs");
  expect((await gate.checkRuns(sha)).map((run) => run.conclusion ?? run.status)).toEqual(["in_progress", "success"]);
});

test("more than 50 findings → annotated in portions, on the very lines", async () => {
  const lines = Array.from({ length: 60 }, (_, index) => `fetch("http://pay${index}.evil.org/");\n`).join("");
  const { number, sha } = await open(lines);
  expect(await writes(number)).toEqual(["POST check-runs", "PATCH check-runs", "POST comments"]);
  const [run] = await gate.checkRuns(sha);
  expect(run).toMatchObject({
    conclusion: "failure",
    output: { annotations_count: 60, title: "Blocked: 60 plain-HTTP findings" },
  });
});

test("a crash between writing and remembering → what was written is found, not written twice", async () => {
  const { number, sha } = await open();
  const keep = gate.reports.keep;
  gate.reports.keep = async (ref, report: Report) => {
    if (report.checkRunId !== null) throw new Error("killed");
    await keep(ref, report);
  };
  await expect(gate.evaluator.evaluate(gate.ref(number))).rejects.toThrow("killed");
  gate.reports.keep = keep;
  expect(await writes(number)).toEqual(["PATCH check-runs", "POST comments"]);
  expect(await gate.checkRuns(sha)).toHaveLength(1);
});

test("A04 a crash after a success, and it waits again with the same words → what is green is not taken for what waits", async () => {
  const { number, sha } = await open();
  const { ada } = gate.scene;
  const unit = (state: string) => ada.client.post(`/repos/acme/shop/statuses/${sha}`, { state, context: "unit" });
  const withUnit = `${policy}  unit-tests: { checks: [{ name: unit, creator: ada }] }\n`;
  await gate.commitToMain({ ".github/mergewarden.yml": withUnit });
  await approve(number);
  await unit("pending");
  await gate.evaluator.evaluate(gate.ref(number));
  await unit("success");
  const keep = gate.reports.keep;
  gate.reports.keep = async (ref, report: Report) => {
    if (report.checkRunId !== null) throw new Error("killed");
    await keep(ref, report);
  };
  await expect(gate.evaluator.evaluate(gate.ref(number))).rejects.toThrow("killed");
  gate.reports.keep = keep;
  expect((await gate.checkRuns(sha))[0]).toMatchObject({ conclusion: "success" });
  await unit("pending");
  await gate.evaluator.evaluate(gate.ref(number));
  await gate.commitToMain({ ".github/mergewarden.yml": policy });
  expect((await gate.checkRuns(sha))[0]).toMatchObject({ status: "in_progress", conclusion: null });
});

test("the memory of the comment is lost → found by marker and author, a stranger's with the marker is left alone", async () => {
  const { number } = await open();
  await gate.scene.eve.client.post(`/repos/acme/shop/issues/${number}/comments`, {
    body: "<!-- mergewarden: summary --> mine",
  });
  await gate.evaluator.evaluate(gate.ref(number));
  gate.reports.all.clear();
  await gate.evaluator.evaluate(gate.ref(number));
  const all = await comments(number);
  expect(all).toHaveLength(2);
  expect(all[0]?.body).toBe("<!-- mergewarden: summary --> mine");
});

test("A04 the head moves while it is judged → no success is written, and it is judged again", async () => {
  const { number, sha } = await open();
  await approve(number);
  const { work } = gate.scene;
  const record = async () => {
    await work.commit({ "late.ts": "late\n" }, "Late");
    await work.git("push", "--quiet", "origin", `HEAD:report-${counter}`);
  };
  const again = await gate.evaluatorWith({ record }).evaluate(gate.ref(number));
  expect(again).not.toBeNull();
  expect(await gate.checkRuns(sha)).toEqual([]);
});

test("A04 the base moves while it is judged → no success is written, and it is judged again", async () => {
  const { number, sha } = await open();
  await approve(number);
  const record = async () => void (await gate.commitToMain({ "moved.txt": String(counter) }));
  expect(await gate.evaluatorWith({ record }).evaluate(gate.ref(number))).not.toBeNull();
  expect(await gate.checkRuns(sha)).toEqual([]);
});

test("evidence cannot be kept → nothing turns green", async () => {
  const { number, sha } = await open();
  await approve(number);
  const record = () => Promise.reject(new Error("the disk is full"));
  await expect(gate.evaluatorWith({ record }).evaluate(gate.ref(number))).rejects.toThrow("the disk is full");
  expect(await gate.checkRuns(sha)).toEqual([]);
});

test("A51 two pull requests with one head → the check run shows the worst of both", async () => {
  const { number, sha } = await open();
  const { olga, ada, work } = gate.scene;
  await work.git("push", "--quiet", "origin", `${sha}:refs/heads/twin-${counter}`);
  const body = { title: "Twin", head: `twin-${counter}`, base: "main" };
  const twin = (await ada.client.post<{ number: number }>("/repos/acme/shop/pulls", body)).body.number;
  await gate.evaluator.evaluate(gate.ref(twin));
  await approve(number);
  await gate.evaluator.evaluate(gate.ref(number));
  const [held] = await gate.checkRuns(sha);
  expect(held).toMatchObject({
    conclusion: "failure",
    output: { title: `Blocked: pull request ${twin} has the same head and does not pass` },
  });
  await gate.evaluator.evaluate(gate.ref(twin));
  const titles = (await gate.checkRuns(sha)).map(({ output }) => output.title);
  expect(titles).toContain(`Waiting: 1 senior approval · also the head of pull request ${number}`);
  await olga.client.patch(`/repos/acme/shop/pulls/${twin}`, { state: "closed" });
  await gate.evaluator.evaluate(gate.ref(number));
  expect((await gate.checkRuns(sha))[0]).toMatchObject({ conclusion: "success" });
});

test("A51 a pull request with the same head is blocked by another process meanwhile → no success stays on top", async () => {
  const { number, sha } = await open();
  const { ada, work } = gate.scene;
  await work.git("push", "--quiet", "origin", `${sha}:refs/heads/twin-${counter}`);
  const body = { title: "Twin", head: `twin-${counter}`, base: "main" };
  const twin = (await ada.client.post<{ number: number }>("/repos/acme/shop/pulls", body)).body.number;
  await approve(number);
  const review = await gate.scene.ben.client.post<{ id: number }>(`/repos/acme/shop/pulls/${twin}/reviews`, {
    event: "APPROVE",
  });
  for (const one of [number, twin, number]) await gate.evaluator.evaluate(gate.ref(one));
  expect((await gate.checkRuns(sha))[0]).toMatchObject({ conclusion: "success" });
  const dismissal = `/repos/acme/shop/pulls/${twin}/reviews/${review.body.id}/dismissals`;
  await gate.scene.olga.client.put(dismissal, { message: "no" });
  const { last } = gate.reports;
  let reads = 0;
  gate.reports.last = async (ref) => {
    const found = await last(ref);
    reads += ref.number === twin ? 1 : 0;
    if (ref.number === twin && reads === 1) {
      gate.reports.last = last;
      await gate.freshEvaluator().evaluate(gate.ref(twin));
    }
    return found;
  };
  await gate.evaluator.evaluate(gate.ref(number));
  expect((await gate.checkRuns(sha))[0]).not.toMatchObject({ conclusion: "success" });
});

test("A57 a slow evaluation says that it goes on; one that is over soon does not", async () => {
  const { number, sha } = await open();
  gate.scene.lab.faults.add({ path: /reviews/, latency: 1500 });
  const going = gate.evaluatorWith({ patience: 100 }).evaluate(gate.ref(number));
  await expect
    .poll(() => gate.checkRuns(sha), { timeout: 10_000 })
    .toMatchObject([{ status: "in_progress", output: { title: "Evaluating" } }]);
  await going;
  gate.scene.lab.faults.clear();
  expect(await gate.checkRuns(sha)).toMatchObject([{ output: { title: expect.stringMatching(/^Waiting: /) } }]);
});

test("observe → neutral under its own name; no comment on what was open before, until it changes", async () => {
  await gate.commitToMain({ ".github/mergewarden.yml": `${policy}mode: observe\n` });
  const { number, sha } = await open();
  expect(await writes(number)).toEqual(["POST check-runs"]);
  const pusher = { id: 1, login: "ada", type: "User" } as const;
  await gate.memory.keepPush(gate.ref(number), { before: "1".repeat(40), after: sha, pusher });
  expect(await writes(number)).toEqual(["POST comments"]);
  expect(await gate.checkRuns(sha)).toMatchObject([{ name: "mergewarden (observe)", conclusion: "neutral" }]);
  await gate.commitToMain({ ".github/mergewarden.yml": policy });
});

test("a base that is not gated → nothing at all", async () => {
  const { work, ada } = gate.scene;
  await work.git("push", "--quiet", "origin", "origin/main:refs/heads/side");
  const { number } = await open();
  await ada.client.patch(`/repos/acme/shop/pulls/${number}`, { base: "side" });
  expect(await writes(number)).toEqual([]);
});

test("a closed pull request → nothing", async () => {
  const { number } = await open();
  await gate.scene.ada.client.patch(`/repos/acme/shop/pulls/${number}`, { state: "closed" });
  expect(await writes(number)).toEqual([]);
});
