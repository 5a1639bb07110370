import { createSign } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLab, type Lab } from "./lab.ts";

let lab: Lab;

beforeAll(async () => {
  lab = await createLab();
});
afterAll(() => lab.close());

function jwt(appId: number, key: string): string {
  const seconds = Math.floor(Date.now() / 1000);
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = `${encode({ alg: "RS256", typ: "JWT" })}.${encode({ iat: seconds - 60, exp: seconds + 540, iss: appId })}`;
  return `${head}.${createSign("RSA-SHA256").update(head).sign(key, "base64url")}`;
}

async function call(method: string, path: string, token: string | null, body?: unknown) {
  const response = await fetch(lab.apiUrl + path, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

test("an app → gets a token of its installation, no broader than it, and reads what it covers", async () => {
  lab.seed.user("ada");
  lab.seed.organization("acme", { owners: ["ada"] });
  const shown = await lab.seed.repository("acme/shown", { private: true });
  await lab.seed.repository("acme/hidden", { private: true });
  const { app, privateKey } = lab.seed.app("gate", { owner: "acme", permissions: { contents: "read" }, events: [] });
  const installation = lab.seed.install(app, "acme", { repositories: [shown] });
  const key = jwt(app.id, privateKey);
  expect((await call("GET", "/app", key)).body).toMatchObject({ slug: "gate", installations_count: 1 });
  const path = `/app/installations/${installation.id}/access_tokens`;
  const token = String((await call("POST", path, key)).body.token);
  expect((await call("POST", path, key, { permissions: { contents: "write" } })).status).toBe(422);
  expect((await call("GET", "/repos/acme/shown", token)).body).toMatchObject({ full_name: "acme/shown" });
  expect((await call("GET", "/repos/acme/hidden", token)).status).toBe(404);
  expect((await call("GET", "/app", token)).status).toBe(401);
  expect((await call("GET", "/installation/repositories", token)).body).toMatchObject({ total_count: 1 });
});

test("an unchanged resource → 304, which costs no quota", async () => {
  await lab.seed.repository("acme/cached");
  const first = await call("GET", "/repos/acme/cached", null);
  const headers = { "if-none-match": first.headers.get("etag") ?? "" };
  const second = await fetch(`${lab.apiUrl}/repos/acme/cached`, { headers });
  expect(second.status).toBe(304);
  expect(second.headers.get("x-ratelimit-used")).toBe(first.headers.get("x-ratelimit-used"));
});
