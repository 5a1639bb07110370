import type { Api, Call } from "../http/api.ts";
import { type Fault, faultKinds } from "../http/faults.ts";
import { invalidRequest, optionalOneOf, optionalString } from "../http/input.ts";
import { noContent, ok } from "../http/reply.ts";
import type { Disturbance } from "../webhooks/disturbances.ts";

const anybody = { app: "any", user: "read" } as const;

function optionalNumber(body: Record<string, unknown>, name: string): number | null {
  const value = body[name] ?? null;
  if (value !== null && typeof value !== "number") throw invalidRequest(`For 'properties/${name}', it is no number.`);
  return value;
}

function addFault({ world, body }: Call) {
  const method = optionalString(body, "method");
  const path = optionalString(body, "path");
  const pattern = optionalString(body, "path_pattern");
  const route = optionalString(body, "route");
  const by = optionalOneOf(body, "by", ["app", "user"] as const);
  const skip = optionalNumber(body, "skip");
  const times = optionalNumber(body, "times");
  const latency = optionalNumber(body, "latency");
  const kind = optionalOneOf(body, "kind", faultKinds);
  const fault: Fault = {
    ...(method !== null && { method }),
    ...(path !== null && { path }),
    ...(pattern !== null && { path: new RegExp(pattern) }),
    ...(route !== null && { route }),
    ...(by !== null && { by }),
    ...(skip !== null && { skip }),
    ...(times !== null && { times }),
    ...(latency !== null && { latency }),
    ...(kind !== null && { kind }),
  };
  world.faults.add(fault);
  return noContent();
}

function addDisturbance({ world, body }: Call) {
  const kind = optionalOneOf(body, "kind", ["drop", "fail", "duplicate", "delay"] as const);
  if (!kind) throw invalidRequest('"kind" wasn\'t supplied.');
  const event = optionalString(body, "event");
  const action = optionalString(body, "action");
  const times = optionalNumber(body, "times");
  const delay = optionalNumber(body, "delay");
  const disturbance: Disturbance = {
    kind,
    ...(event !== null && { event }),
    ...(action !== null && { action }),
    ...(times !== null && { times }),
    ...(delay !== null && { delay }),
  };
  world.webhooks.disturb(disturbance);
  return noContent();
}

/** Knobs of the lab over HTTP, for scenarios in another process: `createLab` gives the same as functions. */
export function labControlRoutes(api: Api): void {
  api.route("post", "/_lab/faults", anybody, addFault);
  api.route("delete", "/_lab/faults", anybody, ({ world }) => {
    world.faults.clear();
    return noContent();
  });
  api.route("get", "/_lab/requests", anybody, ({ world }) =>
    ok(
      world.requests.entries.map(({ method, path, route, status, cost, actor }) => ({
        method,
        path,
        route,
        status,
        cost,
        by: actor.kind,
      })),
    ),
  );
  api.route("delete", "/_lab/requests", anybody, ({ world }) => {
    world.requests.clear();
    return noContent();
  });
  api.route("post", "/_lab/clock", anybody, async ({ world, body }) => {
    await world.clock.forward(optionalNumber(body, "minutes") ?? 0);
    return noContent();
  });
  api.route("post", "/_lab/webhooks/disturbances", anybody, addDisturbance);
  api.route("delete", "/_lab/webhooks/disturbances", anybody, ({ world }) => {
    world.webhooks.calm();
    return noContent();
  });
  api.route("post", "/_lab/webhooks/hold", anybody, ({ world }) => {
    world.webhooks.hold();
    return noContent();
  });
  api.route("post", "/_lab/webhooks/release", anybody, ({ world, body }) => {
    world.webhooks.release(optionalOneOf(body, "order", ["in-order", "reversed", "shuffled"] as const) ?? "in-order");
    return noContent();
  });
}
