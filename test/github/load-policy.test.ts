import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { controls } from "../../src/controls/index.ts";
import { createTokenClient } from "../../src/github/client.ts";
import { loadPolicy } from "../../src/github/load-policy.ts";
import { createPolicyReader } from "../../src/github/policy-reader.ts";
import { createReader } from "../../src/github/reader.ts";
import { createGate, type Gate } from "../support/gate.ts";
import { createMemory, createPolicies } from "../support/memory.ts";

const path = ".github/mergewarden.yml";
const floorPath = "mergewarden.organization.yml";
const roles = "roles: { senior: { users: [ben] } }";
const good = `version: 1\n${roles}\ncontrols: { senior-review: { approvals: 2 } }\n`;
const broken = "version: 1\ncontrls: {}\n";
const homeless = "version: 1\ncontrols: { senior-review: {} }\n";

let gate: Gate;
let number = 0;
let policies = createPolicies();
beforeAll(async () => {
  gate = await createGate();
  ({ number } = await gate.scene.open("topic", { "a.txt": "a" }));
});
afterAll(() => gate.scene.close());
beforeEach(() => {
  policies = createPolicies();
});

/** Loads with nothing cached. */
async function load() {
  const github = createTokenClient({ token: gate.scene.olga.token, apiUrl: gate.scene.lab.apiUrl });
  const reader = createReader({ github, ref: gate.ref(number), now: new Date(), memory: createMemory() });
  const loaded = await loadPolicy(reader, policies, createPolicyReader(controls));
  const written = (policy: typeof loaded.repository) => policy?.written.controls ?? null;
  return { ...loaded, repository: written(loaded.repository), organization: written(loaded.organization) };
}

const two = { "senior-review": { enforcement: "block", approvals: 2 } };
const nothing = { repository: null, organization: null, error: null, floorMissing: null };

/** Writes a file of a repository's default branch, over GitHub's pages so to say; null deletes it. */
async function put(repository: string, file: string, text: string | null, branch = "main"): Promise<void> {
  const { client } = gate.scene.olga;
  const url = `/repos/acme/${repository}/contents/${file}`;
  const known = await client.get<{ sha?: string }>(`${url}?ref=${branch}`).catch(() => null);
  const body = { message: "Change", branch, ...(known?.status === 200 && { sha: known.body.sha }) };
  if (text === null) await client.delete(url, body);
  else await client.put(url, { ...body, content: Buffer.from(text).toString("base64") });
}

test("no policy anywhere → none, and no error", async () => {
  expect(await load()).toEqual(nothing);
});

test("A20 a policy of the head alone → none", async () => {
  await put("shop", path, good, "topic");
  expect(await load()).toEqual(nothing);
});

test("the policy of the default branch, though the head is older", async () => {
  await put("shop", path, good);
  expect(await load()).toEqual({ ...nothing, repository: two });
  expect(policies.good.get(gate.ref(1).repositoryId)).toMatchObject({ source: `acme/shop:${path}`, text: good });
});

test.for([
  { when: "broken", text: broken, error: `${path}:2:1 contrls: ` },
  { when: "incomplete", text: homeless, error: "senior" },
])("A21 $when → the last that loaded judges, and the error says where it is wrong", async ({ text, error }) => {
  await put("shop", path, good);
  await load();
  await put("shop", path, text);
  const loaded = await load();
  expect(loaded.repository).toEqual(two);
  expect(loaded.error).toContain(error);
});

test("A21 broken from the start → none, with the error", async () => {
  await put("shop", path, broken);
  expect(await load()).toMatchObject({ repository: null, error: expect.stringContaining("contrls") });
});

test.for([
  { when: "unreadable", fault: { path: /contents/, kind: "server-error" as const } },
  { when: "cut short", fault: { path: /contents/, kind: "cut-body" as const } },
  { when: "hidden", fault: { path: /contents/, kind: "not-found" as const } },
  { when: "hidden, and so are the trees", fault: { path: /contents|trees/, kind: "not-found" as const } },
])("A21 $when → not absent: the last that loaded judges, with the error", async ({ fault }) => {
  await put("shop", path, good);
  await load();
  gate.scene.lab.faults.add(fault);
  const loaded = await load();
  gate.scene.lab.faults.clear();
  expect(loaded.repository).toEqual(two);
  expect(loaded.error).toMatch(/^the policy could not be read: /);
});

test("deleted from the default branch → none, and no error", async () => {
  await put("shop", path, good);
  await load();
  await put("shop", path, null);
  expect(await load()).toEqual(nothing);
});

test("the organisation's policy from .github, until .github-private can be read", async () => {
  await gate.scene.lab.seed.repository("acme/.github");
  await put(".github", floorPath, good);
  expect(await load()).toMatchObject({ organization: two, floorMissing: null });
  await gate.scene.lab.seed.repository("acme/.github-private", { private: true });
  await put(".github-private", floorPath, good.replace("approvals: 2", "approvals: 3"));
  expect(await load()).toMatchObject({ organization: { "senior-review": { approvals: 3 } } });
});

test("a floor that does not load → the last that did, with the error", async () => {
  await load();
  await put(".github-private", floorPath, broken);
  const loaded = await load();
  expect(loaded.organization).toMatchObject({ "senior-review": { approvals: 3 } });
  expect(loaded.error).toContain(`${floorPath}:2:1 contrls`);
  await put(".github-private", floorPath, good);
});

test("a floor that cannot be read → the last one stays in force, and is told as missing", async () => {
  await load();
  gate.scene.lab.faults.add({ path: /orgs\/acme\/repos/, kind: "server-error" });
  const loaded = await load();
  gate.scene.lab.faults.clear();
  expect(loaded).toMatchObject({ organization: two, floorMissing: expect.stringMatching(/could not be read/) });
});

test("a floor that never was and cannot be looked for → told as missing", async () => {
  gate.scene.lab.faults.add({ path: /orgs\/acme\/repos/, kind: "server-error" });
  const loaded = await load();
  gate.scene.lab.faults.clear();
  expect(loaded).toMatchObject({ organization: null, floorMissing: expect.stringMatching(/could not be read/) });
});

test("a floor deleted by a push → stays in force, and is told as missing", async () => {
  await load();
  await put(".github-private", floorPath, null);
  expect(await load()).toMatchObject({
    organization: two,
    floorMissing: expect.stringMatching(/no merged change removed it/),
  });
  await put(".github-private", floorPath, good);
});

test("a floor removed by a merged pull request → gone", async () => {
  await load();
  const { client } = gate.scene.olga;
  const { body: main } = await client.get<{ object: { sha: string } }>(
    "/repos/acme/.github-private/git/ref/heads/main",
  );
  await client.post("/repos/acme/.github-private/git/refs", { ref: "refs/heads/away", sha: main.object.sha });
  await put(".github-private", floorPath, null, "away");
  const pull = { title: "Remove the floor", head: "away", base: "main" };
  const { body } = await client.post<{ number: number }>("/repos/acme/.github-private/pulls", pull);
  await client.put(`/repos/acme/.github-private/pulls/${body.number}/merge`, {});
  expect(await load()).toMatchObject({ organization: null, floorMissing: null });
  expect(policies.floors.size).toBe(0);
});
