import { createHmac, timingSafeEqual } from "node:crypto";

/** `X-Hub-Signature-256`: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
const signatureForm = /^sha256=([0-9a-f]{64})$/i;

/** Whether the header has the form of a signature. */
export function isSignature(header: string | undefined): header is string {
  return header !== undefined && signatureForm.test(header);
}

/** Whether one of the secrets signed the bytes. Takes the same time whichever it is, and if none is. */
export function isSignedBy(secrets: readonly string[], body: Uint8Array, header: string): boolean {
  const given = Buffer.from(signatureForm.exec(header)?.[1] ?? "", "hex");
  let signed = false;
  for (const secret of secrets) {
    const expected = createHmac("sha256", secret).update(body).digest();
    if (given.length === expected.length && timingSafeEqual(given, expected)) signed = true;
  }
  return signed;
}
