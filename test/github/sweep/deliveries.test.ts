import { expect, test } from "vitest";
import type { AppClient } from "../../../src/github/client.ts";
import { GitHubError, RateLimited } from "../../../src/github/errors.ts";
import { redeliver } from "../../../src/github/sweep/deliveries.ts";
import type { FailedDelivery, RedeliveryMemory } from "../../../src/pipeline/sweep.ts";

const now = new Date("2026-11-23T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

interface Attempt {
  id: number | bigint;
  guid: string;
  delivered_at: string;
  status: string;
}
function attempt(id: number | bigint, guid: string, minutes: number, status = "failed"): Attempt {
  return { id, guid, delivered_at: minutesAgo(minutes), status };
}

/** GitHub's log in pages, and what was asked of it. */
function github(pages: Attempt[][], refuse: (route: string) => Error | null = () => null) {
  const asked: string[] = [];
  const app: AppClient = {
    async request<T>(route: string) {
      asked.push(route);
      const error = refuse(route);
      if (error !== null) throw error;
      const page = Number(/cursor=v1_(\d+)/.exec(route)?.[1] ?? 0);
      const next =
        page + 1 < pages.length ? { link: `<https://api/x?per_page=100&cursor=v1_${page + 1}>; rel="next"` } : {};
      return { data: (route.startsWith("GET") ? (pages[page] ?? []) : {}) as T, headers: next };
    },
  };
  return { app, asked };
}

/** A memory that remembers what it is told, and nothing else. */
function memory(readUntil: Date | null = null, arrived: readonly string[] = []) {
  const failed = new Map<string, FailedDelivery>();
  const told = { until: readUntil, nextAt: new Map<string, Date | null>() };
  const stored: RedeliveryMemory = {
    readUntil: async () => told.until,
    async keepReadUntil(at) {
      told.until = at;
    },
    arrived: async (guids) => new Set(guids.filter((guid) => arrived.includes(guid))),
    async keepFailed(list) {
      for (const one of list) failed.set(one.guid, one);
    },
    async forget(guids) {
      for (const guid of guids) failed.delete(guid);
    },
    expire: async () => 0,
    due: async () => [...failed.values()].map((one) => ({ ...one, asked: 0 })),
    keepAsked: async (guid, nextAt) => void told.nextAt.set(guid, nextAt),
  };
  return { stored, told, failed };
}
const posts = (asked: readonly string[]) => asked.filter((route) => route.startsWith("POST"));

test("A50 what never went through is asked for by its last attempt, whatever its number of digits", async () => {
  const huge = 12_345_678_901_234_567_890n;
  const { app, asked } = github([
    [
      attempt(5, "ok-later", 1, "OK"),
      attempt(4, "twice", 2),
      attempt(huge, "once", 3),
      attempt(2, "twice", 4),
      attempt(1, "ok-later", 5),
    ],
  ]);
  const { stored, told } = memory();
  expect(await redeliver(app, stored, now)).toBe(2);
  expect(posts(asked)).toEqual(["POST /app/hook/deliveries/4/attempts", `POST /app/hook/deliveries/${huge}/attempts`]);
  expect(told.until).toEqual(new Date(minutesAgo(1)));
  expect(told.nextAt.get("once")).toEqual(new Date(now.getTime() + 5 * 60_000));
});

test("the log is read back to ten minutes before where it was read to, page by page", async () => {
  const { app, asked } = github([
    [attempt(9, "a", 1, "OK")],
    [attempt(8, "b", 14), attempt(7, "c", 16)],
    [attempt(6, "d", 30)],
  ]);
  const { stored } = memory(new Date(minutesAgo(5)));
  expect(await redeliver(app, stored, now)).toBe(1);
  expect(asked).toEqual([
    "GET /app/hook/deliveries?per_page=100",
    "GET /app/hook/deliveries?per_page=100&cursor=v1_1",
    "POST /app/hook/deliveries/8/attempts",
  ]);
});

test("what failed more than three days ago, or came after all, is not asked for", async () => {
  const { app, asked } = github([[attempt(3, "here", 1), attempt(2, "old", 3 * 24 * 60 + 1)]]);
  expect(await redeliver(app, memory(null, ["here"]).stored, now)).toBe(0);
  expect(posts(asked)).toEqual([]);
});

test("GitHub refuses one → the others are asked for; it stops all → none is forgotten", async () => {
  const log = [[attempt(2, "a", 1), attempt(1, "b", 2)]];
  const gone = github(log, (route) => (route.includes("/2/") ? new GitHubError("gone", 404) : null));
  expect(await redeliver(gone.app, memory().stored, now)).toBe(1);
  const limited = github(log, (route) => (route.startsWith("POST") ? new RateLimited(now, "later") : null));
  const { stored, failed } = memory();
  await expect(redeliver(limited.app, stored, now)).rejects.toThrow(RateLimited);
  expect([...failed.keys()]).toEqual(["a", "b"]);
});

test("the log cannot be read to its end → it is read again from where it was", async () => {
  const pages = [[attempt(2, "a", 1)], [attempt(1, "b", 2)]];
  const { app } = github(pages, (route) => (route.includes("cursor") ? new GitHubError("broken", 502) : null));
  const { stored, told } = memory(new Date(minutesAgo(60)));
  await expect(redeliver(app, stored, now)).rejects.toThrow(GitHubError);
  expect(told.until).toEqual(new Date(minutesAgo(60)));
});
