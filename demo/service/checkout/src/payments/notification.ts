import { createHmac, timingSafeEqual } from "node:crypto";
import type { Payment } from "./provider.ts";

/** Whether the provider signed these bytes. */
export function isSigned(body: string, signature: string | undefined, secret: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(signature ?? "", "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The payment that a notification tells of. Throws when it is none. */
export function readNotification(body: string): Payment {
  const { id, state } = JSON.parse(body) as Partial<Payment>;
  if (typeof id !== "string" || (state !== "pending" && state !== "captured" && state !== "declined")) {
    throw new SyntaxError("not a payment notification");
  }
  return { id, state };
}
