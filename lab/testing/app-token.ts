import { createSign } from "node:crypto";

/** A JWT with which an app proves itself, good for nine minutes. */
export function signAppJwt(appId: number, privateKey: string, claims: Record<string, unknown> = {}): string {
  const seconds = Math.floor(Date.now() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const payload = { iat: seconds - 60, exp: seconds + 540, iss: appId, ...claims };
  const head = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(payload)}`;
  return `${head}.${createSign("RSA-SHA256").update(head).sign(privateKey, "base64url")}`;
}
