import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { createLogger } from "../src/log.ts";

const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const jwt = ["eyJhbGciOiJSUzI1NiJ9", "eyJpc3MiOiIxMDAxIn0", "c2lnbmF0dXJl"].join(".");
const token = `ghs_${"a1B2".repeat(9)}`;
const webhookSecret = 'quo"ted-secret-value';

function logged(write: (log: ReturnType<typeof createLogger>) => void, format: "json" | "pretty" = "json"): string {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  write(createLogger({ level: "trace", format, secrets: [webhookSecret], destination }));
  return lines.join("");
}

test.for<[string, unknown, string]>([
  ["a header", { headers: { authorization: "token abcdefgh" } }, "abcdefgh"],
  ["a header, deep", { a: { b: { c: { req: { headers: { Cookie: "session=abcdefgh" } } } } } }, "abcdefgh"],
  ["several cookies", { "set-cookie": ["a=abcdefgh", "b=2"] }, "abcdefgh"],
  ["a signature", { "x-hub-signature-256": `sha256=${"ab".repeat(32)}` }, "abab"],
  ["a signature in text", { text: `got sha256=${"ab".repeat(32)}` }, "abab"],
  ["a private key member", { privateKey: 'x"y' }, 'x\\"y'],
  ["a private key in text", { text: `broken: ${pem}` }, pem.split("\n")[1] ?? ""],
  ["a token member", { GITHUB_TOKEN: "plain-words" }, "plain-words"],
  ["an installation token in text", { url: `https://x.example/?t=${token}` }, token],
  ["a JWT in text", { text: `Bearer ${jwt}` }, jwt],
  ["the webhook secret", { text: `it is ${webhookSecret}` }, "ted-secret-value"],
  ["a password in an address", { url: "postgres://ada:abcdefgh@db/x" }, "abcdefgh"],
  ["a password that holds an @", { url: "postgres://ada:abc@defgh@db/x" }, "defgh"],
  ["a password without a user", { url: "redis://:abcdefgh@db" }, "abcdefgh"],
  ["an error's message", new Error(`bad token ${token}`), token],
])("%s is not written", ([, value, secret]) => {
  expect(secret).not.toBe("");
  const line = logged((log) => log.error(value, "something happened"));
  expect(line).not.toContain(secret);
  expect(line).toContain("[redacted]");
  expect(JSON.parse(line)).toMatchObject({ msg: "something happened" });
});

test("a message itself is redacted, in lines for people, too", () => {
  const line = logged((log) => log.info(`webhook secret is ${webhookSecret} and ${token}`), "pretty");
  expect(line).toContain("webhook secret is [redacted] and [redacted]");
});

test("what is no secret stays", () => {
  const line = logged((log) => log.info({ delivery: "72d3162e-cc78-11e3-81ab-4c9367dc0958", event: "push" }, "queued"));
  expect(JSON.parse(line)).toMatchObject({ delivery: "72d3162e-cc78-11e3-81ab-4c9367dc0958", event: "push" });
});

test("a long line from outside is searched in no time", () => {
  expect(logged((log) => log.warn({ event: `a://${":".repeat(1_000_000)}` }, "odd"))).toContain("odd");
});
