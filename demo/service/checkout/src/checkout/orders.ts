import { randomUUID } from "node:crypto";
import { type CartLine, type Totals, totals } from "./cart.ts";

/** An order on its way to being paid. */
export interface Order {
  id: string;
  lines: readonly CartLine[];
  totals: Totals;
  state: "open" | "paying" | "paid" | "failed";
  paymentId: string | null;
}

/** The orders that are known. */
export interface Orders {
  open: (lines: readonly CartLine[], taxBasisPoints: number) => Order;
  find: (id: string) => Order | null;
  findByPayment: (paymentId: string) => Order | null;
}

/** Orders in memory: good for one process. */
export function createOrders(): Orders {
  const orders = new Map<string, Order>();
  return {
    open: (lines, taxBasisPoints) => {
      const order: Order = {
        id: randomUUID(),
        lines,
        totals: totals(lines, taxBasisPoints),
        state: "open",
        paymentId: null,
      };
      orders.set(order.id, order);
      return order;
    },
    find: (id) => orders.get(id) ?? null,
    findByPayment: (paymentId) => [...orders.values()].find((order) => order.paymentId === paymentId) ?? null,
  };
}
