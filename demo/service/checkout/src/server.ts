import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { CartLine } from "./checkout/cart.ts";
import type { Order, Orders } from "./checkout/orders.ts";
import { isSigned, readNotification } from "./payments/notification.ts";
import { pay, settle } from "./payments/pay.ts";
import type { Provider } from "./payments/provider.ts";

const taxBasisPoints = 1900;
const mostBytes = 64 * 1024;

/** What the server works with. */
export interface Parts {
  orders: Orders;
  provider: Provider;
  webhookSecret: string;
}

/** The checkout API. */
export function createCheckoutServer(parts: Parts): Server {
  return createServer((request, response) => {
    route(parts, request, response).catch((error: unknown) => {
      const isCallers = error instanceof SyntaxError || error instanceof RangeError;
      const message = isCallers ? error.message : "something went wrong";
      answer(response, isCallers ? 400 : 500, { error: message });
    });
  });
}

async function route(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { orders, provider } = parts;
  const [, version, resource, id, action] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
  const call = `${request.method} ${version}/${resource}${action ? `/${action}` : ""}`;
  if (call === "POST v1/orders" && !id) {
    const { lines } = JSON.parse(await readBody(request)) as { lines: CartLine[] };
    return answer(response, 201, orders.open(lines ?? [], taxBasisPoints));
  }
  if (call === "POST v1/notifications") return notified(parts, request, response);
  const order = resource === "orders" && id ? orders.find(id) : null;
  if (!order) return answer(response, 404, { error: "not found" });
  if (call === "GET v1/orders") return answer(response, 200, order);
  if (call === "POST v1/orders/payment") return answer(response, 200, await pay(order, provider));
  answer(response, 405, { error: "method not allowed" });
}

async function notified(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  if (!isSigned(body, request.headers["x-signature"]?.toString(), parts.webhookSecret)) {
    return answer(response, 401, { error: "not signed" });
  }
  const payment = readNotification(body);
  const order = parts.orders.findByPayment(payment.id);
  if (order) settle(order, payment);
  answer(response, 202, {});
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new RangeError("the body is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function answer(response: ServerResponse, status: number, body: Order | Record<string, unknown>): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
