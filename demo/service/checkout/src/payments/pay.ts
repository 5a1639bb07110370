import type { Order } from "../checkout/orders.ts";
import type { Payment, Provider } from "./provider.ts";

/** Charges an order once: a second call while it is being paid, or after, charges nothing. */
export async function pay(order: Order, provider: Provider): Promise<Order> {
  if (order.state === "paid" || order.state === "paying") return order;
  order.state = "paying";
  try {
    settle(order, await provider.charge(order.totals.gross, order.id));
  } catch (error) {
    order.state = "open";
    throw error;
  }
  return order;
}

/** Takes over what the provider says of an order's payment. */
export function settle(order: Order, payment: Payment): void {
  order.paymentId = payment.id;
  if (payment.state === "captured") order.state = "paid";
  if (payment.state === "declined") order.state = "failed";
}
