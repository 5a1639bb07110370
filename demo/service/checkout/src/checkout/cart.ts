import { add, type Money, share } from "./money.ts";

/** One line of a cart. */
export interface CartLine {
  sku: string;
  quantity: number;
  unitPrice: Money;
}

/** What a cart costs. */
export interface Totals {
  net: Money;
  tax: Money;
  gross: Money;
}

const mostOfOne = 100;

/** Throws with what is wrong with a cart. */
export function requireValidCart(lines: readonly CartLine[]): void {
  if (lines.length === 0) throw new RangeError("the cart is empty");
  for (const { sku, quantity, unitPrice } of lines) {
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > mostOfOne) {
      throw new RangeError(`quantity of ${sku} must be 1 to ${mostOfOne}`);
    }
    if (!Number.isInteger(unitPrice.minor) || unitPrice.minor < 0) throw new RangeError(`price of ${sku} is invalid`);
  }
}

/** Adds up a cart. `taxBasisPoints`: 1900 is 19 %. Throws when it is empty or mixes currencies. */
export function totals(lines: readonly CartLine[], taxBasisPoints: number): Totals {
  requireValidCart(lines);
  const net = lines
    .map(({ quantity, unitPrice }) => ({ minor: unitPrice.minor * quantity, currency: unitPrice.currency }))
    .reduce(add);
  const tax = share(net, taxBasisPoints);
  return { net, tax, gross: add(net, tax) };
}
