import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { createOrders } from "../src/checkout/orders.ts";
import { isSigned, readNotification } from "../src/payments/notification.ts";
import { pay } from "../src/payments/pay.ts";
import type { Payment } from "../src/payments/provider.ts";

const lines = [{ sku: "mug", quantity: 1, unitPrice: { minor: 1000, currency: "EUR" } }];

test("an order is charged once, by its own key", async () => {
  const charges: string[] = [];
  const provider = {
    charge: async (amount: { minor: number }, key: string): Promise<Payment> => {
      charges.push(`${amount.minor} ${key}`);
      return { id: "p1", state: "captured" };
    },
  };
  const order = createOrders().open(lines, 1900);
  await pay(order, provider);
  await pay(order, provider);
  assert.deepEqual(charges, [`1190 ${order.id}`]);
  assert.equal(order.state, "paid");
});

test("a provider that fails leaves the order open", async () => {
  const order = createOrders().open(lines, 1900);
  await assert.rejects(pay(order, { charge: () => Promise.reject(new Error("down")) }), /down/);
  assert.equal(order.state, "open");
});

test("only signed notifications count", () => {
  const body = '{"id":"p1","state":"captured"}';
  const signature = createHmac("sha256", "secret").update(body).digest("hex");
  assert.equal(isSigned(body, signature, "secret"), true);
  assert.equal(isSigned(`${body} `, signature, "secret"), false);
  assert.equal(isSigned(body, undefined, "secret"), false);
  assert.deepEqual(readNotification(body), { id: "p1", state: "captured" });
});
