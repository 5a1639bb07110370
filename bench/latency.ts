import { availableParallelism, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { organization } from "../demo/company.ts";
import { openPullRequest, type PullRequest } from "../demo/pull-request.ts";
import { startWorld, type World } from "../demo/world.ts";
import { createReceiver, type Received, type Receiver } from "../lab/testing/receiver.ts";

const pulls = 10;
const rounds = 7;
const warmUp = 2;
const secret = "the secret of the bench's listener";

const busy = (loadavg()[0] ?? 0).toFixed(1);
const world = await startWorld();
const receiver = await listen(world);
try {
  const took = await measure(world, receiver);
  took.sort((a, b) => a - b);
  console.log(
    `Event → conclusion on the head: ${took.length} reviews of ${pulls} pull requests, ${warmUp} rounds of warm-up before.`,
  );
  console.log(`  p50 ${quantile(took, 0.5)} ms (bar: 100 ms, for now 200 ms)`);
  console.log(`  p95 ${quantile(took, 0.95)} ms (bar: 250 ms, for now 500 ms)`);
  console.log(
    `  load average before: ${busy} on ${availableParallelism()} processors; figures of a busy machine say little`,
  );
  console.log(`  least ${took[0]?.toFixed(0)} ms, most ${took.at(-1)?.toFixed(0)} ms`);
} finally {
  await world.close();
  await receiver.close();
}

/** An app that hears of every check run, as anybody's could: what it hears when is what is measured. */
async function listen({ lab }: World): Promise<Receiver> {
  const receiver = await createReceiver(secret);
  const { app } = lab.seed.app("listener", {
    owner: organization,
    permissions: { checks: "read" },
    events: ["check_run"],
    webhookUrl: receiver.url,
    webhookSecret: secret,
  });
  lab.seed.install(app, organization);
  return receiver;
}

/** Milliseconds from a review to the conclusion that it leads to, one event at a time. */
async function measure({ company }: World, { received }: Receiver): Promise<number[]> {
  const priya = company.people["priya-raman"];
  const opened: PullRequest[] = [];
  for (let index = 0; index < pulls; index += 1) opened.push(await open(index));
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const pull of opened) {
      const objected = await time(received, pull, "failure", () => pull.object(priya));
      const approved = await time(received, pull, "success", () => pull.approve(priya));
      if (round >= warmUp) took.push(objected, approved);
    }
  }
  return took;

  async function open(index: number): Promise<PullRequest> {
    const pull = await openPullRequest(company, {
      author: company.people["mia-tanaka"],
      branch: `note-${index}`,
      title: `Note ${index}`,
      body: "",
      edits: { [`docs/note-${index}.md`]: `# Note ${index}\n` },
    });
    await pull.ci();
    await pull.gate({ state: "waiting", title: /^Waiting: 1 senior approval$/ });
    return pull;
  }
}

/** Milliseconds from an event until a conclusion of the gate on the head is heard of. */
async function time(
  received: readonly Received[],
  pull: PullRequest,
  conclusion: string,
  event: () => Promise<void>,
): Promise<number> {
  const from = received.length;
  const start = performance.now();
  await event();
  while (!received.slice(from).some(({ payload }) => isConclusion(payload, pull.head(), conclusion))) await sleep(1);
  const took = performance.now() - start;
  await pull.gate({ state: conclusion === "success" ? "allowed" : "blocked" });
  return took;
}

function isConclusion(payload: unknown, head: string, conclusion: string): boolean {
  const { check_run: run } = payload as { check_run: { name: string; head_sha: string; conclusion: string | null } };
  return run.name === "mergewarden" && run.head_sha === head && run.conclusion === conclusion;
}

function quantile(sorted: readonly number[], part: number): string {
  return (sorted[Math.ceil(sorted.length * part) - 1] ?? Number.NaN).toFixed(0);
}
