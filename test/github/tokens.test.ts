import { generateKeyPairSync } from "node:crypto";
import { pino } from "pino";
import { expect, test } from "vitest";
import { createAppClients } from "../../src/github/client.ts";
import { contentsTokens } from "../../src/github/contents-token.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const apiUrl = "https://ghe.example.com/api/v3";

/** The app's clients on a GitHub that gives tokens, and what was asked for there or elsewhere. */
function createWorld() {
  const asked: { url: string; body: unknown }[] = [];
  const answer: typeof fetch = async (url, init) => {
    asked.push({ url: String(url), body: init?.body === undefined ? null : JSON.parse(String(init.body)) });
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    const body = { token: `ghs_${asked.length}`, expires_at: expires, permissions: { contents: "read" } };
    return new Response(JSON.stringify(body), { status: 201, headers: { "content-type": "application/json" } });
  };
  const log = pino({ level: "silent" });
  return { asked, clients: createAppClients({ appId: 1, privateKey, webhookSecret: "s", apiUrl, log, fetch: answer }) };
}

test("an installation's permissions, before anything else was asked for → from this GitHub, not from another", async () => {
  const { asked, clients } = createWorld();
  expect(await (await clients.installation(7)).permissions()).toEqual({ contents: "read" });
  expect(asked.map(({ url }) => url)).toEqual([`${apiUrl}/app/installations/7/access_tokens`]);
});

test("a token to fetch with → reads the contents of one repository, and is asked for once", async () => {
  const { asked, clients } = createWorld();
  const token = contentsTokens(clients);
  const repository = { installationId: 7, repositoryId: 1, owner: "acme", name: "api" };
  const tokens = [await token(repository), await token(repository), await token({ ...repository, repositoryId: 2 })];
  expect(tokens).toEqual(["ghs_1", "ghs_1", "ghs_2"]);
  expect(asked).toEqual(
    [1, 2].map((id) => ({
      url: `${apiUrl}/app/installations/7/access_tokens`,
      body: { repository_ids: [id], permissions: { contents: "read" } },
    })),
  );
});
