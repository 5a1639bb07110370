import assert from "node:assert/strict";
import { test } from "node:test";
import { totals } from "../src/checkout/cart.ts";
import { format, share } from "../src/checkout/money.ts";

const mug = { sku: "mug", quantity: 2, unitPrice: { minor: 1250, currency: "EUR" } };

test("a cart adds up, tax on top", () => {
  const { net, tax, gross } = totals([mug], 1900);
  assert.deepEqual([net.minor, tax.minor, gross.minor], [2500, 475, 2975]);
});

test("an empty cart costs nothing because it is none", () => {
  assert.throws(() => totals([], 1900), /empty/);
});

test("currencies do not mix", () => {
  const tea = { sku: "tea", quantity: 1, unitPrice: { minor: 300, currency: "USD" } };
  assert.throws(() => totals([mug, tea], 1900), /cannot add/);
});

test("half a cent goes up", () => {
  assert.equal(share({ minor: 50, currency: "EUR" }, 1900).minor, 10);
});

test("amounts read well", () => {
  assert.equal(format({ minor: 5, currency: "EUR" }), "0.05 EUR");
  assert.equal(format({ minor: -1999, currency: "EUR" }), "-19.99 EUR");
});
