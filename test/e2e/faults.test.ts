import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { readGate } from "../../demo/gate.ts";
import { createAppClients } from "../../src/github/client.ts";
import { handleJobs } from "../../src/handle-jobs.ts";
import { createMetrics } from "../../src/web/metrics.ts";
import type { Change } from "../support/change.ts";
import { type Demanding, foundDemanding } from "../support/complete-change.ts";
import { openTestDatabase, silent, type TestDatabase } from "../support/database.ts";

/** One call of an evaluation: the nth of its kind. */
interface Call {
  method: string;
  /** What its path matches; the numbers and commits of one pull request are left open. */
  path: string;
  nth: number;
}

const kinds = ["forbidden", "server-error", "cut-body"] as const;
type Kind = (typeof kinds)[number];

/** What the gate says of a call that failed so. */
const words: Record<Kind, RegExp> = {
  forbidden: /GitHub answered 403 to/,
  "server-error": /GitHub answered 500 to/,
  "cut-body": /no answer to|cut short|is no JSON/,
};

/**
 * The one rule: the token, the policies, every read that a blocking control needs and the write of the verdict itself must
 * work, or the head does not turn green. What is excepted here changes no verdict.
 */
function isNeeded({ method, path, nth }: Call, kind: Kind): boolean {
  // The check run is the gate; the comment only tells.
  if (/\/issues\/.*comments/.test(path)) return false;
  // Who can bypass a ruleset is "told as not read": contract, section 6.
  if (path.includes("/rulesets/")) return false;
  // Read again before a success: where the comparison fails, the base's own ref tells its tip.
  if (path.includes("/compare/main") && nth > 0) return false;
  // The verdict is written, and its evidence before it; only the answer to that is lost.
  return method === "GET" || kind !== "cut-body" || !path.includes("/check-runs");
}

let world: Demanding;
let database: TestDatabase;
let calls: Call[];
const rejections: unknown[] = [];
const keep = (reason: unknown) => rejections.push(reason);

beforeAll(async () => {
  process.on("unhandledRejection", keep);
  world = await foundDemanding();
  database = await openTestDatabase();
  const { number } = await green();
  const mia = world.company.people["mia-tanaka"];
  await mia.rest.pulls.merge({ owner: organization, repo: repository, pull_number: number });
  const from = world.lab.requests.entries.length;
  await green();
  calls = callsSince(from);
});
afterAll(async () => {
  process.off("unhandledRejection", keep);
  await database.close();
  await world.lab.close();
});

/** Judges a pull request that lacks nothing. */
async function green(): Promise<Change> {
  const change = await world.complete();
  await evaluate(change);
  expect((await gateOf(change)).title).toMatch(/^Passed/);
  return change;
}

/** The app's calls: whatever is asked of GitHub some day is among them by itself. */
function callsSince(from: number): Call[] {
  const { entries } = world.lab.requests;
  const own = entries.slice(from).filter(({ actor, path }) => {
    return (
      path.includes("/access_tokens") ||
      (actor.kind === "installation" && actor.installation.id === world.installationId)
    );
  });
  const made = own.map(({ method, path }) => ({ method, path: patternOf(path) }));
  return made.map((call, index) => {
    const before = made.slice(0, index).filter(({ method, path }) => method === call.method && path === call.path);
    return { ...call, nth: before.length };
  });
}

function patternOf(path: string): string {
  const literal = (path.split("?")[0] ?? "").replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `${literal.replaceAll(/[0-9a-f]{40}/g, "[0-9a-f]{40}").replaceAll(/\/\d+/g, "/\\d+")}$`;
}

/** Evaluates with a client that knows no answer yet, as the server's worker does; gives up as its queue would in the end. */
async function evaluate({ number }: Change): Promise<Error | null> {
  const { lab, company, installationId, repositoryId } = world;
  const { app, privateKey } = company.gate;
  const unused = () => Promise.reject(new Error("not expected"));
  const { handlers } = handleJobs({
    database: database.db,
    queue: {
      enqueue: unused,
      enqueueGroup: unused,
      reconcile: unused,
      enqueueDelivery: unused,
      scheduleSweeps: unused,
      scheduleBackups: unused,
      hasBackupFailed: unused,
      work: unused,
      stats: unused,
      stop: unused,
    },
    store: { accept: unused, load: unused, done: unused, forget: unused },
    clients: createAppClients({ appId: app.id, privateKey, webhookSecret: "unused", apiUrl: lab.apiUrl, log: silent }),
    mirrors: null,
    metrics: createMetrics(),
    appId: app.id,
    version: "0.0.0",
    settle: 0,
    log: silent,
  });
  const ref = { installationId, repositoryId, owner: organization, name: repository, number };
  try {
    await handlers.evaluate(ref, new AbortController().signal);
    return null;
  } catch (error) {
    await handlers.giveUp(ref, String(error)).catch(() => {});
    return error as Error;
  }
}

function gateOf({ sha }: Change) {
  return readGate(world.company.people["olga-haugen"], world.company, sha);
}

/** Evaluates while a call, and all of its kind after it, fail; then once more. What is wrong with what comes of it. */
async function mishap({ method, path, nth }: Call, kind: Kind): Promise<string[]> {
  const { lab } = world;
  const change = await world.complete();
  const from = lab.requests.entries.length;
  lab.faults.add({ method, path: new RegExp(path), skip: nth, kind });
  const error = await evaluate(change);
  lab.faults.clear();
  const found: string[] = [];
  const isMade = callsSince(from).some((call) => call.path === path && call.method === method && call.nth === nth);
  if (!isMade) found.push("was not made");
  if (isNeeded({ method, path, nth }, kind)) found.push(...(await complaints(change, error, kind)));
  await evaluate(change);
  const after = await gateOf(change);
  if (after.state !== "allowed") found.push(`after the failure: ${after.state} "${after.title}" ${after.text}`);
  return found.map((one) => `${kind} at ${method} ${path} (${nth}): ${one}`);
}

/** Equal reads at one time are asked once: a call that happened to be shared with another is tried again. */
async function madeMishap(call: Call, kind: Kind): Promise<string[]> {
  let found: string[] = [];
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    found = await mishap(call, kind);
    if (!found.some((one) => one.endsWith("was not made"))) break;
  }
  return found;
}

async function complaints(change: Change, error: Error | null, kind: Kind): Promise<string[]> {
  const { state, title, text } = await gateOf(change);
  const seen = `${state} "${title}" ${text}`;
  if (error !== null) {
    const isSaid = words[kind].test(error.message) && (state === "none" || /could not judge.*log/s.test(seen));
    return state === "allowed" || !isSaid ? [`threw ${error.message}, and was ${seen}`] : [];
  }
  if (state !== "blocked") return [`was ${seen}`];
  return words[kind].test(text) ? [] : [`does not say why: ${seen}`];
}

test("nothing fails → success, after calls for every control and a write each of the check run and the comment", () => {
  const paths = calls.map(({ method, path }) => `${method} ${path}`);
  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter((path) => !path.startsWith("GET"))).toEqual([
    expect.stringContaining("/access_tokens"),
    expect.stringContaining("/check-runs"),
    expect.stringContaining("/comments"),
  ]);
});

const isDeep = process.env.MERGEWARDEN_DEEP !== undefined;

test.for(kinds)(
  "%s at each single call → not green, and it says why; afterwards green",
  { timeout: 600_000 },
  async (kind) => {
    const chosen = calls.filter((_, index) => isDeep || kinds[index % kinds.length] === kind);
    const found: string[] = [];
    for (const call of chosen) found.push(...(await madeMishap(call, kind)));
    expect(found).toEqual([]);
    expect(rejections).toEqual([]);
  },
);
