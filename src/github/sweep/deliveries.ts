import type { FailedDelivery, RedeliveryMemory } from "../../pipeline/sweep.ts";
import type { AppClient } from "../client.ts";
import { GitHubError } from "../errors.ts";
import { perPage } from "../pages.ts";

/** GitHub may have a delivery in its log late: the log is read again from a while before where it was read to. */
const overlap = 10 * 60_000;
/** https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/redelivering-webhooks */
const window = 3 * 24 * 3_600_000;
/** How many deliveries one sweep asks for. */
const mostAsked = 200;
/** How often one delivery is asked for: after 0, 5, 10, 20, 40 and 80 minutes. */
const mostTimes = 6;
const firstPause = 5 * 60_000;

interface Attempt {
  id: number | bigint;
  guid: string;
  delivered_at: string;
  status: string;
}

/**
 * Asks GitHub for the deliveries that failed since its log was last read, each a few times with growing pauses: GitHub does not
 * deliver again by itself. Returns how many were asked for.
 */
export async function redeliver(app: AppClient, memory: RedeliveryMemory, now: Date): Promise<number> {
  await memory.expire(new Date(now.getTime() - window));
  await readLog(app, memory, now);
  let asked = 0;
  for (const failed of await memory.due(now, mostAsked)) {
    const times = failed.asked + 1;
    const pause = firstPause * 2 ** failed.asked;
    // Remembered first: what ends in between is asked for once too seldom, not again and again.
    await memory.keepAsked(failed.guid, times < mostTimes ? new Date(now.getTime() + pause) : null);
    if (await ask(app, failed)) asked += 1;
  }
  return asked;
}

/** Whether GitHub takes the request. */
async function ask({ request }: AppClient, { attemptId }: FailedDelivery): Promise<boolean> {
  try {
    // The id may have more digits than a number holds.
    await request(`POST /app/hook/deliveries/${attemptId}/attempts`);
    return true;
  } catch (error) {
    if (error instanceof GitHubError && !error.isTransient) return false;
    throw error;
  }
}

async function readLog(app: AppClient, memory: RedeliveryMemory, now: Date): Promise<void> {
  const until = await memory.readUntil();
  const from = Math.max((until?.getTime() ?? 0) - overlap, now.getTime() - window);
  const attempts = await attemptsSince(app, from);
  const [newest] = attempts;
  const delivered = new Set(attempts.filter(({ status }) => status === "OK").map(({ guid }) => guid));
  const failed = new Map<string, FailedDelivery>();
  for (const { id, guid, delivered_at: at } of attempts) {
    if (delivered.has(guid) || failed.has(guid)) continue;
    failed.set(guid, { guid, attemptId: String(id), failedAt: new Date(at) });
  }
  const arrived = await memory.arrived([...failed.keys()]);
  await memory.forget([...delivered, ...arrived]);
  await memory.keepFailed([...failed.values()].filter(({ guid }) => !arrived.has(guid)));
  if (newest !== undefined) await memory.keepReadUntil(new Date(newest.delivered_at));
}

/** Newest first. */
async function attemptsSince({ request }: AppClient, from: number): Promise<Attempt[]> {
  const found: Attempt[] = [];
  let cursor: string | undefined;
  do {
    const page = `GET /app/hook/deliveries?per_page=${perPage}${cursor === undefined ? "" : `&cursor=${cursor}`}`;
    const { data, headers } = await request<Attempt[]>(page);
    const recent = data.filter(({ delivered_at: at }) => Date.parse(at) >= from);
    found.push(...recent);
    cursor =
      recent.length < data.length ? undefined : /[?&]cursor=([^&>]+)[^>]*>; rel="next"/.exec(headers.link ?? "")?.[1];
  } while (cursor !== undefined);
  return found;
}
