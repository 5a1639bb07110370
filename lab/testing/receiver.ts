import { createHmac, timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { webhookProblems } from "./check-webhook.ts";
import type { Json } from "./json-schema.ts";

/** A webhook that came in. */
export type Received = { event: string; action: string | undefined; headers: IncomingHttpHeaders; payload: Json };

/** An app's webhook address that keeps what it gets. */
export type Receiver = {
  url: string;
  received: Received[];
  /** What has come in for an event (and action), in order. */
  of: (event: string, action?: string) => Received[];
  /** What is wrong with what came in, by GitHub's schemas and recorded payloads. */
  problems: () => string[];
  /** What it answers from now on. */
  answer: { status: number; delay: number };
  close: () => Promise<void>;
};

/** Listens for webhooks signed with a secret; a wrong signature counts as a problem. */
export async function createReceiver(secret: string): Promise<Receiver> {
  const received: Received[] = [];
  const forged: string[] = [];
  const answer = { status: 202, delay: 0 };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const event = String(request.headers["x-github-event"]);
    if (!isSigned(body, secret, request.headers["x-hub-signature-256"])) forged.push(`${event}: wrong signature`);
    const payload = JSON.parse(body.toString()) as Json;
    const action = payload.action === undefined ? undefined : String(payload.action);
    received.push({ event, action, headers: request.headers, payload });
    setTimeout(() => response.writeHead(answer.status).end(), answer.delay);
  });
  server.keepAliveTimeout = 120_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    of: (event, action) => received.filter((one) => one.event === event && (!action || one.action === action)),
    problems: () => [...forged, ...received.flatMap(({ event, payload }) => webhookProblems(event, payload))],
    answer,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function isSigned(body: Buffer, secret: string, header: string | string[] | undefined): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  const given = Buffer.from(String(header));
  return given.length === expected.length && timingSafeEqual(given, expected);
}
