import type { Api, Call } from "../http/api.ts";
import { ApiError, notFound } from "../http/errors.ts";
import { invalidRequest, optionalString } from "../http/input.ts";
import { ok, pageOf } from "../http/reply.ts";
import { hookDeliveryItemJson, hookDeliveryJson } from "../rest/hook-delivery.ts";
import type { App } from "../state/accounts.ts";
import type { Delivery } from "../webhooks/delivery.ts";

const jwt = { app: "jwt", user: "read" } as const;

function appOfCall({ actor }: Call): App {
  if (actor.kind !== "app") throw notFound();
  return actor.app;
}

/** Newest first, from a cursor on: pages do not shift when new deliveries come in. */
function list(call: Call) {
  const app = appOfCall(call);
  const { query, world } = call;
  const status = query.get("status");
  if (status !== null && status !== "success" && status !== "failure") throw invalidRequest("Unknown status.");
  const cursor = query.get("cursor");
  const from = cursor === null ? Number.POSITIVE_INFINITY : Number(/^v1_(\d+)$/.exec(cursor)?.[1] ?? Number.NaN);
  if (Number.isNaN(from)) throw new ApiError(400, "Invalid cursor");
  const fits = (delivery: Delivery) => status === null || (status === "success") === (delivery.status === "OK");
  const own = world.webhooks.log.filter((delivery) => delivery.app === app && fits(delivery));
  const { perPage } = pageOf(call);
  const page = own.toReversed().filter(({ id }) => id < from);
  const shown = page.slice(0, perPage);
  const last = shown.at(-1);
  const headers: Record<string, string> = {};
  if (last && page.length > shown.length) {
    const url = new URL(call.url);
    url.searchParams.set("cursor", `v1_${last.id}`);
    headers.link = `<${url.href}>; rel="next"`;
  }
  return { status: 200, body: shown.map(hookDeliveryItemJson), headers };
}

function deliveryOf(call: Call): Delivery {
  const app = appOfCall(call);
  const found = call.world.webhooks.log.find(
    (delivery) => delivery.app === app && String(delivery.id) === call.params.id,
  );
  if (!found) throw notFound();
  return found;
}

function configJson({ webhook }: App): Record<string, unknown> {
  const secret = webhook.secret === "" ? {} : { secret: "********" };
  return { content_type: "json", insecure_ssl: "0", ...secret, ...(webhook.url && { url: webhook.url }) };
}

function setConfig(call: Call) {
  const app = appOfCall(call);
  const url = optionalString(call.body, "url");
  const secret = optionalString(call.body, "secret");
  if (url !== null) app.webhook.url = url;
  if (secret !== null) app.webhook.secret = secret;
  return ok(configJson(app));
}

/** https://docs.github.com/en/rest/apps/webhooks */
export function hookDeliveryRoutes(api: Api): void {
  api.route("get", "/app/hook/config", jwt, (call) => ok(configJson(appOfCall(call))));
  api.route("patch", "/app/hook/config", jwt, setConfig);
  api.route("get", "/app/hook/deliveries", jwt, list);
  api.route("get", "/app/hook/deliveries/:id{[0-9]+}", jwt, (call) => ok(hookDeliveryJson(deliveryOf(call))));
  api.route("post", "/app/hook/deliveries/:id{[0-9]+}/attempts", jwt, (call) => {
    call.world.webhooks.redeliver(deliveryOf(call));
    return { status: 202, body: {} };
  });
}
