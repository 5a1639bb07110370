import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { createApi } from "./http/api.ts";
import { createFaults, type Faults } from "./http/faults.ts";
import { createRateLimits, type RateLimits } from "./http/rate-limits.ts";
import { createRequestLog, type RequestLog } from "./http/request-log.ts";
import { advanceQueues } from "./queue/advance.ts";
import { type Clock, createClock } from "./queue/clock.ts";
import { registerRoutes } from "./routes/index.ts";
import { createGitHubAccounts } from "./seed/github.ts";
import { createSeed, type Seed } from "./seed.ts";
import { createState } from "./state/state.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";
import type { World } from "./world.ts";

/** A running local GitHub. */
export type Lab = {
  /** Web address: pages, and git over smart HTTP (`{url}/{owner}/{repo}.git`). */
  url: string;
  /** REST address, for `GITHUB_API_URL` or an Octokit's `baseUrl`. */
  apiUrl: string;
  /** Makes users, organizations, repositories, apps: what happens on GitHub before a scenario starts. */
  seed: Seed;
  faults: Faults;
  requests: RequestLog;
  rateLimits: RateLimits;
  webhooks: Webhooks;
  clock: Clock;
  /** Everything inside; for the lab's own tests and pages, not for scenarios. */
  world: World;
  /** Stops the server and removes the repositories. */
  close: () => Promise<void>;
};

/** Starts a lab on the loopback address. `port` 0 or absent: any free one. */
export async function createLab(options: { port?: number } = {}): Promise<Lab> {
  const hono = new Hono();
  const server = createAdaptorServer({ fetch: hono.fetch });
  // A client whose process was busy must not find its idle connection gone.
  if ("keepAliveTimeout" in server) server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const directory = await mkdtemp(join(tmpdir(), "lab-"));
  const world: World = {
    state: createState(),
    origin: url,
    api: `${url}/api/v3`,
    directory,
    webhooks: createWebhooks(() => world),
    requests: createRequestLog(),
    rateLimits: createRateLimits(),
    faults: createFaults(),
    clock: createClock(() => advanceQueues(world)),
  };
  createGitHubAccounts(world);
  registerRoutes(hono, createApi(hono, world), world);
  return {
    url,
    apiUrl: world.api,
    seed: createSeed(world),
    faults: world.faults,
    requests: world.requests,
    rateLimits: world.rateLimits,
    webhooks: world.webhooks,
    clock: world.clock,
    world,
    close: () => shutDown(world, server),
  };
}

async function shutDown(world: World, server: ReturnType<typeof createAdaptorServer>): Promise<void> {
  world.clock.close();
  await world.webhooks.close();
  for (const repository of world.state.repositories.values()) repository.git.close();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
  await rm(world.directory, { recursive: true, force: true });
}
