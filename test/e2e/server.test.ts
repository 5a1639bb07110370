import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { foundCompany, organization, repository } from "../../demo/company.ts";
import { readGate } from "../../demo/gate.ts";
import { createLab } from "../../lab/lab.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { openDataFolder } from "../../src/storage/embedded/data-folder.ts";
import { stopServer } from "../../src/storage/embedded/server.ts";
import { type Change, propose, review } from "../support/change.ts";
import { createTestDatabase, silent } from "../support/database.ts";
import { passCi } from "../support/journey.ts";
import { end, environmentOf, type Run, runProgram, type Served, serve } from "../support/serve-process.ts";

const lab = await createLab();
const company = await foundCompany(lab);
const mia = company.people["mia-tanaka"];
let folder: string;
const runs: Run[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mergewarden-server-"));
});
afterEach(() => lab.faults.clear());
afterAll(async () => {
  for (const { child } of runs) child.kill("SIGKILL");
  await stopServer(openDataFolder(join(folder, "embedded")));
  await lab.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts a server; webhooks go to it from now on. */
async function startServer(more: Record<string, string>): Promise<Served> {
  const server = await serve({ ...environmentOf(lab, company), MERGEWARDEN_DATA: join(folder, "data"), ...more });
  runs.push(server);
  company.gate.app.webhook.url = `${server.url}/api/github/webhooks`;
  return server;
}

function gateOf({ sha }: Change) {
  return readGate(company.people["olga-haugen"], company, sha);
}

async function tellsOfBackup(url: string): Promise<void> {
  const readiness = await fetch(`${url}/readyz`);
  expect(await readiness.json()).toMatchObject({ status: "ready", checks: { backups: { ok: true } } });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toMatch(/^mergewarden_backup_last_complete_timestamp_seconds [1-9]/m);
}

async function waitForGate(change: Change, state: string): Promise<void> {
  await vi.waitFor(async () => expect(await gateOf(change)).toMatchObject({ state }), {
    timeout: 50_000,
    interval: 50,
  });
}

/** Opens a pull request; resolves when the app asks GitHub about it. */
async function proposeAndMeet(path: string): Promise<Change> {
  const change = await propose(mia, { files: { [path]: `# ${path}\n` } });
  await vi.waitFor(
    () => {
      const asked = lab.requests.entries.filter(
        ({ actor, path: url }) => actor.kind === "installation" && url.includes(change.sha),
      );
      expect(asked).not.toEqual([]);
    },
    { timeout: 50_000, interval: 5 },
  );
  return change;
}

test("a wrong environment → exit 2, every variable with what it should be, no value of a secret", async () => {
  const given = {
    APP_ID: "my app",
    PRIVATE_KEY: "-----BEGIN NONSENSE-----",
    WEBHOOK_SECRET: "tooshort",
    GITHUB_API_URL: "http://github.acme-partner.io/api/v3",
    MERGEWARDEN_URL: "http://mergewarden.acme-partner.io",
    DATABASE_URL: "mysql://root@localhost/x",
    PORT: "eighty",
    LOG_LEVEL: "loud",
    LOG_FORMAT: "xml",
    NODE_ENV: "production",
  };
  const { ended, output } = runProgram(["serve"], given);
  expect(await ended).toBe(2);
  const told = output.stderr
    .trim()
    .split("\n")
    .map((line) => line.split(":", 1)[0]);
  const { NODE_ENV, ...wrong } = given;
  expect(told.sort()).toEqual([...Object.keys(wrong), "EVIDENCE_ATTEST_KEY", "EVIDENCE_LOG_KEY"].sort());
  expect(output.stderr).not.toMatch(/tooshort|NONSENSE/);
  expect(output.stdout).toBe("");
});

test.for<[string, () => Promise<Record<string, string>>]>([
  ["data folder", async () => ({ MERGEWARDEN_DATA: join(folder, "embedded") })],
  ["database", async () => ({ DATABASE_URL: await createTestDatabase() })],
])("two processes start at once on one %s → both serve, and make one backup between them", async ([, place]) => {
  const backups = await mkdtemp(join(folder, "backups-"));
  const more = { ...(await place()), BACKUP_FOLDER: backups };
  const servers = await Promise.all([startServer(more), startServer(more)]);
  for (const [index, { url }] of servers.entries()) {
    company.gate.app.webhook.url = `${url}/api/github/webhooks`;
    const change = await proposeAndMeet(`docs/both-${index}.md`);
    await waitForGate(change, "waiting");
  }
  const answers = lab.webhooks.log.filter(({ app }) => app === company.gate.app).slice(-2);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
  for (const { url } of servers) await vi.waitFor(() => tellsOfBackup(url), { timeout: 50_000, interval: 50 });
  expect(await readdir(backups)).toEqual([expect.stringMatching(/^mergewarden-\d+-\d{8}T\d{6}Z\.jsonl\.gz$/)]);
  expect(await Promise.all(servers.map((server) => end(server)))).toEqual([0, 0]);
});

test("SIGTERM in the middle of an evaluation → it ends, and the process with 0", async () => {
  const server = await startServer({ DATABASE_URL: await createTestDatabase() });
  lab.faults.add({ by: "app", path: "/check-runs", latency: 1000 });
  const change = await proposeAndMeet("docs/drained.md");
  expect(await end(server)).toBe(0);
  lab.faults.clear();
  expect(await gateOf(change)).toMatchObject({ state: "waiting" });
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
});

test("kill -9 in the middle of work, started again → every acknowledged delivery is processed, every verdict appears", async () => {
  const place = { MERGEWARDEN_DATA: join(folder, "embedded") };
  const server = await startServer(place);
  lab.faults.add({ by: "app", path: "/check-runs", latency: 15_000 });
  const from = lab.webhooks.log.length;
  const changes = [];
  for (const name of ["one", "two", "three"]) changes.push(await proposeAndMeet(`docs/killed-${name}.md`));
  expect(await end(server, "SIGKILL")).toBe("SIGKILL");
  await lab.webhooks.settled();
  const acknowledged = lab.webhooks.log
    .slice(from)
    .filter(({ statusCode, app }) => statusCode === 202 && app === company.gate.app);
  expect(acknowledged.length).toBeGreaterThan(2);
  for (const change of changes) expect(await gateOf(change)).toMatchObject({ state: "none" });
  lab.faults.clear();
  const again = await startServer(place);
  for (const change of changes) await waitForGate(change, "waiting");
  const database = await openDatabase({ databaseUrl: null, dataFolder: place.MERGEWARDEN_DATA, log: silent });
  const guids = acknowledged.map(({ guid }) => guid);
  const processed = await database.db
    .selectFrom("deliveries")
    .select("guid")
    .where("processed_at", "is not", null)
    .execute();
  expect(processed.map(({ guid }) => guid)).toEqual(expect.arrayContaining(guids));
  await database.close();
  expect(await end(again)).toBe(0);
});

test("a person's `simulate` and `facts` → the verdict of the check run, nothing posted, the same again offline", async () => {
  const server = await startServer({ DATABASE_URL: await createTestDatabase() });
  const [green, waiting, red] = [
    await finish("docs/fine.md", "# Fine\n", true),
    await finish("docs/unread.md", "# Unread\n", false),
    await finish("src/open.ts", "fetch('http://pay.acme-partner.io/');\n", true),
  ];
  await waitForGate(green, "allowed");
  await waitForGate(waiting, "waiting");
  await waitForGate(red, "blocked");
  await end(server);
  const from = lab.requests.entries.length;
  const env = { GITHUB_API_URL: lab.apiUrl, GITHUB_TOKEN: tokenOf("olga-haugen") };
  const simulate = async (...args: string[]) => {
    const { ended, output } = runProgram(["simulate", ...args, "--json"], env);
    const status = await ended;
    const { conclusion, headSha } = JSON.parse(output.stdout) as { conclusion: string; headSha: string };
    return [status, conclusion, headSha];
  };
  const [live, others] = await Promise.all([
    simulate(nameOf(green)),
    Promise.all([waiting, red].map((one) => simulate(nameOf(one)))),
  ]);
  expect([live, ...others]).toEqual([
    [0, "success", green.sha],
    [1, "pending", waiting.sha],
    [1, "failure", red.sha],
  ]);
  const facts = runProgram(["facts", nameOf(green)], env);
  expect(await facts.ended).toBe(0);
  expect(facts.output.stderr).toContain("this look knows of none");
  expect(lab.requests.entries.slice(from).filter(({ method }) => method !== "GET")).toEqual([]);
  const file = join(folder, "facts.json");
  await writeFile(file, facts.output.stdout);
  expect(await simulate("--facts", file, "--policy", policyFile, "--org-policy", floorFile)).toEqual(live);
});

const service = join(import.meta.dirname, "..", "..", "demo", "service");
const policyFile = join(service, "checkout", ".github", "mergewarden.yml");
const floorFile = join(service, "dot-github", "mergewarden.organization.yml");

function nameOf({ number }: Change): string {
  return `${organization}/${repository}#${number}`;
}

async function finish(path: string, text: string, isApproved: boolean): Promise<Change> {
  const change = await propose(mia, { files: { [path]: text } });
  await passCi({ company }, change);
  if (isApproved) await review(company.people["priya-raman"], change);
  return change;
}

function tokenOf(login: string): string {
  const [token] = [...lab.world.state.userTokens].find(([, account]) => account.login === login) ?? [];
  return token ?? "";
}

test("much goes wrong at level trace → no secret, no key, no token in anything that these servers logged", async () => {
  lab.faults.add({ by: "app", path: "/files", kind: "unauthorized" });
  // Before the start: the first sweep asks for the token, which then serves for an hour.
  lab.faults.add({ path: "/access_tokens", kind: "server-error" });
  const server = await startServer({ DATABASE_URL: await createTestDatabase() });
  const forged = {
    "x-github-event": "push",
    "x-github-delivery": "1",
    "x-hub-signature-256": `sha256=${"a1".repeat(32)}`,
  };
  const headers = { ...forged, "content-type": "application/json", authorization: `Bearer ${tokenOf("olga-haugen")}` };
  await fetch(`${server.url}/api/github/webhooks?token=${tokenOf("mia-tanaka")}`, {
    method: "POST",
    headers,
    body: "{}",
  });
  await propose(mia, { files: { "docs/unlucky.md": "# Unlucky\n" } });
  await vi.waitFor(() => expect(server.output.stdout).toContain("GitHub answered 500 to POST"), { timeout: 30_000 });
  await end(server);
  const log = runs.map(({ output }) => output.stdout + output.stderr).join("");
  expect(log).toContain("routing a delivery");
  const keyLines = company.gate.privateKey.split("\n").filter((line) => line.length > 40);
  const tokens = [...lab.world.state.installationTokens.keys(), ...lab.world.state.userTokens.keys()];
  const secrets = [company.gate.webhookSecret, ...keyLines, ...tokens];
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  expect(log).not.toMatch(/eyJ[\w-]{10,}\.|sha256=[0-9a-f]{64}/);
});
