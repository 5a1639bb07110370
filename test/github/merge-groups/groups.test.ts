import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createGate, type Gate } from "../../support/gate.ts";
import { createGroups, type Groups, placeGroup } from "../../support/groups.ts";

const policy = `version: 1
roles: { senior: { users: [ben] }, officer: { users: [olga] } }
controls:
  senior-review: {}
  up-to-date: {}
`;
const lines = (changes: Record<number, string> = {}) =>
  Array.from({ length: 30 }, (_, index) => `${changes[index + 1] ?? `line ${index + 1}`}\n`).join("");

let gate: Gate;
let groups: Groups;
let counter = 0;
beforeAll(async () => {
  gate = await createGate();
});
beforeEach(async () => {
  groups = createGroups(gate);
  await gate.commitToMain({
    ".github/mergewarden.yml": policy,
    "text.txt": lines(),
    "counter.txt": `${Math.random()}\n`,
  });
});
afterAll(() => gate.scene.close());

/** A pull request of Ada's; approved by Ben unless a test says otherwise. */
async function open(files: Record<string, string | null> = {}, isApproved = true) {
  counter += 1;
  await gate.scene.work.git("fetch", "--quiet", "origin");
  const opened = await gate.scene.open(`queued-${counter}`, { [`note-${counter}.txt`]: `${counter}\n`, ...files });
  if (isApproved) await review(opened.number, "APPROVE");
  return { ...opened, head: opened.sha };
}

function review(number: number, event: string) {
  return gate.scene.ben.client.post(`/repos/acme/shop/pulls/${number}/reviews`, { event, body: "Read." });
}

function edit(number: number, body: Record<string, unknown>) {
  return gate.scene.olga.client.patch(`/repos/acme/shop/pulls/${number}`, body);
}

test.for([false, true])(
  "what a queue builds, squashed: %s → green, with the pull request's head on record",
  async (squash) => {
    const pull = await open();
    const head = await groups.build({ ...pull, squash });
    expect(await groups.judged(head)).toMatchObject({ conclusion: "success" });
    const [decision] = groups.decisions;
    expect(decision).toMatchObject({ decidedSeq: 41, evaluation: { facts: { pullRequest: { headSha: pull.sha } } } });
  },
);

test("the base moved since the branch began → green: the group is up to date, whatever the branch is", async () => {
  const pull = await open();
  await gate.commitToMain({ "other.txt": "1\n" });
  expect(await groups.judged(await groups.build(pull))).toMatchObject({ conclusion: "success" });
});

test.for([
  { what: "lines far apart", theirs: { 2: "theirs" } },
  { what: "lines next to each other's context", theirs: { 18: "theirs" } },
  { what: "the same line alike", theirs: { 2: "theirs", 20: "ours" } },
])("both sides changed one file, $what → green: the merge is recomputed line by line", async ({ theirs }) => {
  const pull = await open({ "text.txt": lines({ 20: "ours" }) });
  await gate.commitToMain({ "text.txt": lines(theirs) });
  expect(await groups.judged(await groups.build(pull))).toMatchObject({ conclusion: "success" });
});

test.for([
  {
    who: "the pull request",
    ours: { "text.txt": null, "renamed.txt": lines() },
    theirs: { "text.txt": lines({ 2: "b" }) },
  },
  {
    who: "the pull request, with changes of its own",
    ours: { "text.txt": null, "renamed.txt": lines({ 20: "ours" }) },
    theirs: { "text.txt": lines({ 2: "theirs" }) },
  },
  { who: "the base", ours: { "text.txt": lines({ 2: "ours" }) }, theirs: { "text.txt": null, "renamed.txt": lines() } },
])("a file renamed by $who and changed on the other side → green", async ({ ours, theirs }) => {
  const pull = await open(ours);
  await gate.commitToMain(theirs);
  expect(await groups.judged(await groups.build(pull))).toMatchObject({ conclusion: "success" });
});

test.for<[string, Record<string, string | null>]>([
  ["another file", { "evil.txt": "1\n" }],
  ["another line in a file that both sides changed", { "text.txt": lines({ 2: "theirs", 20: "ours", 25: "evil" }) }],
  ["the pull request's line elsewhere", { "text.txt": lines({ 2: "theirs", 21: "ours" }) }],
  ["the base's change taken back", { "text.txt": lines({ 20: "ours" }) }],
  ["a file of the base removed", { "README.md": null }],
])("A32 the group holds what its pull request does not: %s → red", async ([, extra]) => {
  const pull = await open({ "text.txt": lines({ 20: "ours" }) });
  await gate.commitToMain({ "text.txt": lines({ 2: "theirs" }) });
  const { conclusion, title } = await groups.judged(await groups.build({ ...pull, extra }));
  expect(conclusion).toBe("failure");
  expect(title).toBe(`Blocked: could not prove that it adds just pull request ${pull.number}`);
});

test("A32 the group's branch names an approved pull request, its content and message are another's → red", async () => {
  const [approved, other] = [await open(), await open({}, false)];
  const group = { number: approved.number, head: other.sha, message: `Merge pull request #${approved.number}` };
  expect(await groups.judged(await groups.build(group))).toMatchObject({ conclusion: "failure" });
});

test("A32 the message tells of an approved pull request, the branch names one that is not → waits for its approval", async () => {
  const [approved, other] = [await open(), await open({}, false)];
  const head = await groups.build({ ...other, message: `Merge pull request #${approved.number}` });
  expect(await groups.judged(head)).toMatchObject({
    conclusion: "in_progress",
    title: `Waiting: pull request ${other.number}: 1 senior approval`,
  });
});

test("A32 a group of two pull requests, one of them not approved → red", async () => {
  const [one, two] = [await open(), await open({}, false)];
  const below = await groups.build(two);
  const { work } = gate.scene;
  await work.git("checkout", "--quiet", "--detach", below);
  await work.git("merge", "--quiet", "--no-ff", "--no-edit", one.sha);
  const headSha = await work.git("rev-parse", "HEAD");
  const baseSha = await work.git("rev-parse", "origin/main");
  const headRef = `refs/heads/gh-readonly-queue/main/pr-${one.number}-${baseSha}`;
  await placeGroup(gate, headSha, headRef);
  await groups.memory.keep(
    groups.ref(headSha),
    { headSha, headRef, baseRef: "main", baseSha, number: one.number },
    new Date(),
  );
  expect(await groups.judged(headSha)).toMatchObject({ conclusion: "failure" });
});

test("A32 the group was built of an older head → red", async () => {
  const pull = await open();
  const head = await groups.build(pull);
  await gate.scene.work.git("checkout", "--quiet", `queued-${counter}`);
  await gate.scene.work.commit({ "later.txt": "1\n" });
  await gate.scene.work.git("push", "--quiet", "origin", `HEAD:queued-${counter}`);
  await review(pull.number, "APPROVE");
  expect(await groups.judged(head)).toMatchObject({ conclusion: "failure" });
});

test("A18 the pull request is retargeted while it is in the queue → red", async () => {
  const pull = await open();
  const head = await groups.build(pull);
  await gate.scene.work.git("push", "--quiet", "origin", `origin/main:refs/heads/side-${counter}`);
  await edit(pull.number, { base: `side-${counter}` });
  expect(await groups.judged(head)).toMatchObject({ conclusion: "failure" });
});

test("A32 green, then changes are requested → red; what stands on it is judged again", async () => {
  const pull = await open();
  const head = await groups.build(pull);
  const above = await groups.build({ ...(await open()), base: head });
  expect(await groups.judged(head)).toMatchObject({ conclusion: "success" });
  expect(groups.asked).toEqual([above]);
  await review(pull.number, "REQUEST_CHANGES");
  expect(await groups.judged(head)).toMatchObject({ conclusion: "failure" });
  expect(groups.asked).toEqual([above, above]);
  expect(await groups.judged(above)).toMatchObject({
    conclusion: "failure",
    title: `Blocked: pull request ${pull.number} before it does not pass`,
  });
});

test("A32 a group on another one → waits until that one passed, and passes then", async () => {
  const [one, two] = [await open(), await open()];
  const below = await groups.build(one);
  const above = await groups.build({ ...two, base: below });
  expect(await groups.judged(above)).toMatchObject({
    conclusion: "in_progress",
    title: `Waiting: the group of pull request ${one.number} before it`,
  });
  await groups.judged(below);
  expect(await groups.judged(above)).toMatchObject({ conclusion: "success" });
});

test("A32 a group on a commit that is neither the base's tip nor a group → waits, and is red in the end", async () => {
  const pull = await open();
  const base = await gate.scene.work.git("rev-parse", "origin/main");
  const head = await groups.build({ ...pull, base });
  await gate.commitToMain({ "moved.txt": "1\n" });
  expect(await groups.judged(head)).toMatchObject({ conclusion: "in_progress" });
  const later = () => new Date(Date.now() + 31 * 60_000);
  expect(await groups.judged(head, { now: later })).toMatchObject({ conclusion: "failure" });
});

test("the group's branch is gone, or is another one's → forgotten, and what stood on it is judged again", async () => {
  const pull = await open();
  const head = await groups.build(pull);
  const above = await groups.build({ ...(await open()), base: head });
  const group = groups.memory.all.get(`${gate.ref(1).repositoryId}/${head}`);
  await gate.scene.repository.git.updateRefs([{ ref: String(group?.headRef), sha: null }]);
  expect(await groups.judged(head)).toMatchObject({ conclusion: "none" });
  expect([await groups.memory.find(groups.ref(head)), groups.asked]).toEqual([null, [above]]);
});

test("judged again with nothing new → nothing is written", async () => {
  const head = await groups.build(await open());
  await groups.judged(head);
  const from = gate.scene.lab.requests.entries.length;
  await groups.judged(head);
  expect(gate.scene.lab.requests.entries.slice(from).filter(({ method }) => method !== "GET")).toEqual([]);
});

test("A58 the last try failed → red under the gate's name; what stands on it is judged again; it can be judged → green", async () => {
  const head = await groups.build(await open());
  const above = await groups.build({ ...(await open()), base: head });
  const { conclusion, title } = await groups.givenUp(head);
  expect([conclusion, title]).toEqual(["failure", "Blocked: mergewarden could not judge this pull request"]);
  expect(groups.asked).toEqual([above]);
  expect(await groups.judged(head)).toMatchObject({ conclusion: "success" });
});

test("A58 the decision cannot be recorded → nothing is written", async () => {
  const head = await groups.build(await open());
  const recordGroup = () => Promise.reject(new Error("the disk is full"));
  await expect(groups.judged(head, { recordGroup })).rejects.toThrow("the disk is full");
  expect(await gate.checkRuns(head)).toEqual([]);
});

test("A04 the pull request is pushed to while its group is judged → no success is written", async () => {
  const pull = await open();
  const head = await groups.build(pull);
  const recordGroup = async () => {
    await gate.scene.work.git("checkout", "--quiet", `queued-${counter}`);
    await gate.scene.work.commit({ "meanwhile.txt": "1\n" });
    await gate.scene.work.git("push", "--quiet", "origin", `HEAD:queued-${counter}`);
  };
  expect(await groups.judged(head, { recordGroup })).toMatchObject({ conclusion: "none" });
  expect(await groups.memory.find(groups.ref(head))).toMatchObject({ conclusion: "pending" });
});
