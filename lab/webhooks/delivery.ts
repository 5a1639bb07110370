import { createHash, createHmac } from "node:crypto";
import type { App } from "../state/accounts.ts";

/** One attempt to deliver an event, as the app's delivery log keeps it. */
export type Delivery = {
  id: number;
  /** The same over all attempts. */
  guid: string;
  app: App;
  event: string;
  action: string | null;
  installationId: number | null;
  repositoryId: number | null;
  deliveredAt: string;
  redelivery: boolean;
  /** Seconds. */
  duration: number;
  status: string;
  statusCode: number;
  url: string;
  request: { headers: Record<string, string>; payload: string };
  response: { headers: Record<string, string>; payload: string };
};

/** The outcome of an attempt. */
export type Attempt = Pick<Delivery, "duration" | "status" | "statusCode" | "response">;

/** The headers of a delivery. https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers */
export function deliveryHeaders(app: App, event: string, guid: string, payload: string): Record<string, string> {
  const { secret } = app.webhook;
  const sign = (algorithm: string) => `${algorithm}=${createHmac(algorithm, secret).update(payload).digest("hex")}`;
  return {
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": `GitHub-Hookshot/${createHash("sha256").update(app.slug).digest("hex").slice(0, 7)}`,
    "x-github-delivery": guid,
    "x-github-event": event,
    "x-github-hook-id": String(app.id + 1_000_000),
    "x-github-hook-installation-target-id": String(app.id),
    "x-github-hook-installation-target-type": "integration",
    ...(secret !== "" && { "x-hub-signature": sign("sha1"), "x-hub-signature-256": sign("sha256") }),
  };
}

/** Sends a delivery. Never throws: an app that cannot be reached, or takes too long, is an outcome. */
export async function send(
  delivery: Pick<Delivery, "url" | "request">,
  signals: { timeout: number; closing: AbortSignal },
): Promise<Attempt> {
  const start = performance.now();
  const timeout = AbortSignal.timeout(signals.timeout);
  const outcome = (status: string, statusCode: number, response: Delivery["response"]): Attempt => ({
    duration: Math.round((performance.now() - start) / 10) / 100,
    status,
    statusCode,
    response,
  });
  try {
    const response = await fetch(delivery.url, {
      method: "POST",
      headers: delivery.request.headers,
      body: delivery.request.payload,
      redirect: "manual",
      signal: AbortSignal.any([timeout, signals.closing]),
    });
    const answer = { headers: Object.fromEntries(response.headers), payload: await response.text() };
    const status = response.ok ? "OK" : `Invalid HTTP Response: ${response.status}`;
    return outcome(status, response.status, answer);
  } catch {
    const status = timeout.aborted ? "timed out" : "failed to connect to host";
    return outcome(status, timeout.aborted ? 504 : 502, { headers: {}, payload: "" });
  }
}
