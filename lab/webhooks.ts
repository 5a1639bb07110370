import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { App, Installation } from "./state/accounts.ts";
import { nextId } from "./state/state.ts";
import { type Attempt, type Delivery, deliveryHeaders, send } from "./webhooks/delivery.ts";
import {
  createDisturbances,
  type Disturbance,
  type Disturbances,
  type Order,
  ordered,
} from "./webhooks/disturbances.ts";
import { type Happening, listeners, payloadOf } from "./webhooks/payload.ts";
import { now, type World } from "./world.ts";

/** The lab's webhooks. */
export type Webhooks = {
  /** Takes the payload as it is now and delivers it in the background. */
  emit: (happening: Happening) => void;
  /** Resolves when nothing is being delivered; what is held does not count. */
  settled: () => Promise<void>;
  /** The log of attempts, oldest first. */
  log: readonly Delivery[];
  /** Sends a logged delivery again, under the same guid. */
  redeliver: (delivery: Delivery) => void;
  /** Makes deliveries go wrong, until `calm`. */
  disturb: (disturbance: Disturbance) => void;
  calm: () => void;
  /** Keeps deliveries back, until `release` sends them in some order. */
  hold: () => void;
  release: (order?: Order) => void;
  /** Milliseconds an app has to answer. https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks#respond-within-10-seconds */
  timeout: number;
  /** Breaks off what is being delivered. */
  close: () => Promise<void>;
};

// https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap: larger payloads are not delivered.
const mostBytes = 25 * 1024 * 1024;
// The log is memory; a burst of a benchmark should not fill it.
const mostLogged = 20_000;

type Planned = Omit<Delivery, "id" | "deliveredAt" | keyof Attempt>;

type Desk = {
  world: () => World;
  underWay: Set<Promise<void>>;
  log: Delivery[];
  disturbances: Disturbances;
  closing: AbortController;
  held: (() => void)[] | null;
  webhooks: Webhooks | null;
};

function record(desk: Desk, planned: Planned, attempt: Attempt): void {
  if (desk.log.length >= mostLogged) desk.log.shift();
  desk.log.push({ ...planned, id: nextId(desk.world().state), deliveredAt: now(), ...attempt });
}

async function attempt(desk: Desk, planned: Planned, delay: number): Promise<void> {
  if (delay > 0) await sleep(delay);
  const timeout = desk.webhooks?.timeout ?? 0;
  record(desk, planned, await send(planned, { timeout, closing: desk.closing.signal }));
}

function start(desk: Desk, planned: Planned, delay: number): void {
  const delivery = attempt(desk, planned, delay).finally(() => desk.underWay.delete(delivery));
  desk.underWay.add(delivery);
}

function deliver(desk: Desk, planned: Planned): void {
  const { drop, fail, copies, delay } = desk.disturbances.take(planned.event, planned.action);
  if (drop) return;
  if (fail) {
    const response = { headers: {}, payload: "" };
    record(desk, planned, { duration: 0, status: "failed to connect to host", statusCode: 502, response });
    return;
  }
  for (let copy = 0; copy < copies; copy += 1) {
    if (desk.held) desk.held.push(() => start(desk, planned, delay));
    else start(desk, planned, delay);
  }
}

async function settled({ underWay }: Desk): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay);
}

function redeliver(desk: Desk, delivery: Delivery): void {
  const { app, guid, event, action, installationId, repositoryId, request } = delivery;
  const { url } = app.webhook;
  if (!url) return;
  const headers = deliveryHeaders(app, event, guid, request.payload);
  const again = { headers, payload: request.payload };
  deliver(desk, { guid, app, event, action, installationId, repositoryId, redelivery: true, url, request: again });
}

/** Webhooks of one lab. */
export function createWebhooks(world: () => World): Webhooks {
  const underWay = new Set<Promise<void>>();
  const disturbances = createDisturbances();
  const closing = new AbortController();
  const desk: Desk = { world, underWay, log: [], disturbances, closing, held: null, webhooks: null };
  desk.webhooks = {
    emit: (happening) => {
      for (const installation of listeners(world(), happening)) {
        const planned = plan(world(), happening, installation);
        if (planned) deliver(desk, planned);
      }
    },
    settled: () => settled(desk),
    log: desk.log,
    redeliver: (delivery) => redeliver(desk, delivery),
    disturb: disturbances.add,
    calm: disturbances.clear,
    hold: () => {
      desk.held ??= [];
    },
    release: (order = "in-order") => {
      const waiting = desk.held ?? [];
      desk.held = null;
      for (const run of ordered(waiting, order)) run();
    },
    timeout: 10_000,
    close: () => {
      closing.abort();
      return settled(desk);
    },
  };
  return desk.webhooks;
}

function plan(world: World, happening: Happening, installation: Installation): Planned | null {
  const { app }: { app: App } = installation;
  const { url } = app.webhook;
  if (!url) return null;
  const payload = JSON.stringify(payloadOf(world, happening, installation));
  if (Buffer.byteLength(payload) > mostBytes) return null;
  const guid = randomUUID();
  return {
    guid,
    app,
    event: happening.event,
    action: happening.action,
    installationId: installation.id,
    repositoryId: happening.repository?.id ?? null,
    redelivery: false,
    url,
    request: { headers: deliveryHeaders(app, happening.event, guid, payload), payload },
  };
}
