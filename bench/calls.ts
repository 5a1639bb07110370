import type { Account } from "../demo/account.ts";
import { type Company, foundCompany, organization, repository } from "../demo/company.ts";
import { readGate } from "../demo/gate.ts";
import { owner } from "../demo/people.ts";
import { openPullRequest, type PullRequest } from "../demo/pull-request.ts";
import type { Policies } from "../demo/push-service.ts";
import { type Server, startServer } from "../demo/server.ts";
import { createLab, type Lab } from "../lab/lab.ts";
import { everyControl } from "./policies.ts";
import { quiet } from "./quiet.ts";

type Case = {
  name: string;
  policies: Policies;
  reviewer: (company: Company) => Account;
  bars: [number, number];
};

const where = { owner: organization, repo: repository };
const cases: Case[] = [
  {
    name: "built-in policy",
    policies: { policy: null, floor: null },
    reviewer: ({ people }) => people[owner],
    bars: [10, 4],
  },
  {
    name: "every control on",
    policies: { policy: everyControl, floor: null },
    reviewer: ({ people }) => people["priya-raman"],
    bars: [20, 5],
  },
];

console.log("Calls that cost quota (answered with anything but 304) per evaluation that ends in success,");
console.log("the re-read before success included; tokens and the app's own record, once per process, apart.\n");
for (const one of cases) await measure(one);

/** Judges a pull request that lacks nothing by a server that has not seen it, then again after a review. */
async function measure({ name, policies, reviewer, bars }: Case): Promise<void> {
  const lab = await createLab();
  let server: Server | null = null;
  try {
    const company = await foundCompany(lab, policies);
    const senior = reviewer(company);
    server = await startServer(lab, company);
    // Nothing is told of it meanwhile, and the sweep at the start saw nothing of it: the first event has all to read.
    const { webhook } = company.gate.app;
    const { url } = webhook;
    webhook.url = null;
    const pull = await prepare(company);
    await pull.approve(senior);
    await lab.webhooks.settled();
    webhook.url = url;
    const { rest } = company.people["mia-tanaka"];
    const cold = () => rest.pulls.update({ ...where, pull_number: pull.number, title: "Allow larger carts, too" });
    console.log(name);
    await count("cold", lab, server, cold, bars[0]);
    await pull.object(senior);
    await count("after a review", lab, server, () => pull.approve(senior), bars[1]);
    const gate = await readGate(company.people[owner], company, pull.head());
    console.log(`  the gate in the end: ${gate.state} "${gate.title}"\n`);
  } finally {
    await server?.stop();
    await lab.close();
  }
}

/** A pull request with green checks; scanners have looked at it and found nothing (that is set, the lab has none). */
async function prepare(company: Company): Promise<PullRequest> {
  const pull = await openPullRequest(company, {
    author: company.people["mia-tanaka"],
    branch: "larger-carts",
    title: "Allow larger carts",
    body: "ACME-120",
    edits: { "src/checkout/cart.ts": (text) => text.replace("mostOfOne = 100", "mostOfOne = 500") },
  });
  await pull.ci();
  await company.people[owner].request("POST /repos/{owner}/{repo}/_lab/code-scanning/analyses", {
    ...where,
    ref: `refs/pull/${pull.number}/head`,
    commit_sha: pull.head(),
    tool_name: "CodeQL",
  });
  return pull;
}

/** Prints how many calls an event leads to. */
async function count(
  name: string,
  lab: Lab,
  server: Server,
  event: () => Promise<unknown>,
  bar: number,
): Promise<void> {
  const before = await quiet(lab, server.url);
  const from = lab.requests.entries.length;
  await event();
  const after = await quiet(lab, server.url);
  const evaluations = after.evaluations - before.evaluations;
  const calls = lab.requests.entries.slice(from).filter(({ actor }) => actor.kind === "installation" && isGate(actor));
  const costing = calls.filter(({ cost }) => cost > 0);
  const free = calls.length - costing.length;
  const each = evaluations === 0 ? "–" : (costing.length / evaluations).toFixed(1);
  console.log(
    `  ${name.padEnd(15)} ${each} calls (bar: ${bar}); ${costing.length} in ${evaluations} evaluations, ${free} more answered with 304`,
  );
  for (const { route, status } of costing) console.log(`    ${status} ${route}`);
}

function isGate({ user }: { user: { login: string } }): boolean {
  return user.login === "mergewarden[bot]";
}
