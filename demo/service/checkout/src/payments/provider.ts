import type { Money } from "../checkout/money.ts";

/** A payment as the provider tells it. */
export interface Payment {
  id: string;
  state: "pending" | "captured" | "declined";
}

/** Takes money from customers. */
export interface Provider {
  /** Charges once per key, however often it is asked. Throws when the provider does not answer well. */
  charge: (amount: Money, idempotencyKey: string) => Promise<Payment>;
}

const attempts = 3;

/** A provider with a REST interface at `baseUrl`. */
export function createProvider({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }): Provider {
  const post = (amount: Money, idempotencyKey: string) =>
    fetch(`${baseUrl}/payments`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${apiKey}`,
        "content-type": "application/json",
        "idempotency-key": idempotencyKey,
      },
      body: JSON.stringify({ amount: amount.minor, currency: amount.currency }),
      signal: AbortSignal.timeout(10_000),
    });
  return {
    charge: async (amount, idempotencyKey) => {
      for (let attempt = 1; ; attempt += 1) {
        const response = await post(amount, idempotencyKey);
        if (response.ok) return (await response.json()) as Payment;
        if (response.status < 500 || attempt === attempts) throw new Error(`the provider answered ${response.status}`);
      }
    },
  };
}
