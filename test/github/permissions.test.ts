import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "../../lab/testing/client.ts";
import type { FactName, Facts } from "../../src/domain/facts.ts";
import { gatherers } from "../../src/github/facts/index.ts";
import { gather } from "../../src/github/gather.ts";
import { createReader } from "../../src/github/reader.ts";
import { createGate, type Gate } from "../support/gate.ts";

const roles = { senior: { users: [], teams: ["developers"], permissions: [] } };

let gate: Gate;
let number = 0;
beforeAll(async () => {
  gate = await createGate();
  const { lab, olga, repository } = gate.scene;
  // Of a public repository much can be read without any permission.
  repository.private = true;
  const opened = await gate.scene.open("topic", { "a.ts": "export {};\n" });
  number = opened.number;
  const all = { code_scanning: true, secret_scanning: true, dependency_graph: true };
  await olga.client.patch("/repos/acme/shop/_lab/security", all);
  await olga.client.put("/repos/acme/shop/_lab/dependency-changes", { head: opened.sha, changes: [] });
  const { body: pull } = await olga.client.get<{ base: { sha: string } }>(`/repos/acme/shop/pulls/${number}`);
  for (const [ref, sha] of [
    ["refs/heads/main", pull.base.sha],
    [`refs/pull/${number}/head`, opened.sha],
  ]) {
    await olga.client.post("/repos/acme/shop/_lab/code-scanning/analyses", { ref, commit_sha: sha, results: [] });
  }
  const actions = createClient(lab, lab.seed.githubActions("acme").token);
  const run = { name: "CI", path: ".github/workflows/ci.yml", head_sha: opened.sha };
  await actions.post("/repos/acme/shop/_lab/workflow-runs", {
    ...run,
    jobs: [{ name: "unit", conclusion: "success" }],
  });
});
afterAll(() => gate.scene.close());

/** Facts of which a part could not be read. */
function incomplete(facts: Facts): string[] {
  const isPartial = (value: unknown): boolean =>
    typeof value === "object" && value !== null && ("unavailable" in value || Object.values(value).some(isPartial));
  return (Object.keys(gatherers) as FactName[]).filter((name) => isPartial(facts[name]));
}

async function facts(missing: string | null): Promise<Facts> {
  const granted = Object.entries(gate.permissions).filter(([name]) => name !== missing);
  const github = await gate.grant(Object.fromEntries(granted));
  const reader = createReader({ github, ref: gate.ref(number), now: new Date(), memory: gate.memory });
  return gather({
    ...reader,
    needs: new Set(),
    roles,
    wantsText: () => false,
    isMovedIn: () => false,
    isThorough: true,
  });
}

test("with all that app.yml asks for, every fact can be read", async () => {
  expect(incomplete(await facts(null))).toEqual([]);
});

const essential = ["pull_requests", "contents"];
const permissions = [...new Set(Object.values(gatherers).flatMap((gatherer) => Object.keys(gatherer.permissions)))];

test.for(permissions.filter((name) => !essential.includes(name)))(
  "without %s just the facts that name it cannot be read",
  async (name) => {
    const naming = Object.entries(gatherers).filter(([, gatherer]) => name in gatherer.permissions);
    expect(incomplete(await facts(name))).toEqual(naming.map(([fact]) => fact));
  },
);

test.for(essential)("without %s there is nothing to judge", async (name) => {
  await expect(facts(name)).rejects.toThrow(/GitHub answered 40[34]/);
});
