import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { createOrders, type Order } from "../src/checkout/orders.ts";
import { createCheckoutServer } from "../src/server.ts";

test("a cart becomes a paid order over the API", async () => {
  const provider = { charge: async () => ({ id: "p1", state: "captured" }) as const };
  const server = createCheckoutServer({ orders: createOrders(), provider, webhookSecret: "secret" });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = new URL("v1/orders", `http://127.0.0.1:${(server.address() as AddressInfo).port}`).href;
  try {
    const lines = [{ sku: "mug", quantity: 2, unitPrice: { minor: 1250, currency: "EUR" } }];
    const opened = await fetch(base, { method: "POST", body: JSON.stringify({ lines }) });
    assert.equal(opened.status, 201);
    const { id } = (await opened.json()) as Order;
    const paid = await fetch(`${base}/${id}/payment`, { method: "POST" });
    assert.equal(((await paid.json()) as Order).state, "paid");
    assert.equal((await fetch(`${base}/unknown`)).status, 404);
    assert.equal((await fetch(base, { method: "POST", body: '{"lines":[]}' })).status, 400);
  } finally {
    server.close();
  }
});
