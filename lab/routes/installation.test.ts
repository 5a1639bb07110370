import { afterAll, beforeAll, expect, test } from "vitest";
import { signAppJwt } from "../testing/app-token.ts";
import { createClient } from "../testing/client.ts";
import { createReceiver } from "../testing/receiver.ts";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.close());

// https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app
test.for<[string, number, Record<string, unknown>]>([
  ["signed by the app", 200, {}],
  ["by its client id", 200, { iss: "client" }],
  ["expired", 401, { exp: 1 }],
  ["good for an hour", 401, { exp: Math.floor(Date.now() / 1000) + 3600 }],
  ["issued in the future", 401, { iat: Math.floor(Date.now() / 1000) + 600 }],
  ["of an app that is not there", 401, { iss: 4 }],
])("a JWT %s → %i", async ([, status, claims]) => {
  const { lab } = scene;
  const slug = `jwt-${lab.world.state.lastId}`;
  const { app, privateKey } = lab.seed.app(slug, { owner: "acme", permissions: {}, events: [] });
  const issuer = claims.iss === "client" ? { iss: app.clientId } : claims;
  expect((await createClient(lab, signAppJwt(app.id, privateKey, issuer)).get("/app")).status).toBe(status);
});

test("a JWT signed by another's key → 401", async () => {
  const { lab, app } = scene;
  const other = lab.seed.app("other", { owner: "acme", permissions: {}, events: [] });
  expect((await createClient(lab, signAppJwt(app.id, other.privateKey)).get("/app")).status).toBe(401);
});

test("an installation on chosen repositories → reaches those, hears of changes, is silent while suspended", async () => {
  const { lab, olga, ada } = scene;
  const receiver = await createReceiver("shh, a secret");
  const chosen = await lab.seed.repository("acme/chosen", { private: true });
  const later = await lab.seed.repository("acme/later", { private: true });
  const options = { webhookUrl: receiver.url, webhookSecret: "shh, a secret", events: ["push"] };
  const { app, privateKey } = lab.seed.app("picky", { owner: "acme", permissions: { contents: "read" }, ...options });
  const { id } = lab.seed.install(app, "acme", { repositories: [chosen] });
  const issuer = createClient(lab, signAppJwt(app.id, privateKey));
  const token = async (body: unknown) =>
    (await issuer.post<{ token: string }>(`/app/installations/${id}/access_tokens`, body)).body.token;
  const client = createClient(lab, await token({}));
  expect((await client.get("/repos/acme/later")).status).toBe(404);
  const path = `/user/installations/${id}/repositories/${later.id}`;
  expect((await ada.client.put(path)).status).toBe(404);
  expect((await olga.client.put(path)).status).toBe(204);
  expect((await client.get("/repos/acme/later")).status).toBe(200);
  const narrow = createClient(lab, await token({ repositories: ["chosen"] }));
  expect((await narrow.get("/repos/acme/later")).status).toBe(404);
  await issuer.put(`/app/installations/${id}/suspended`);
  expect((await client.get("/repos/acme/later")).status).toBe(403);
  const content = Buffer.from("x").toString("base64");
  await olga.client.put("/repos/acme/chosen/contents/a", { message: "A", content });
  await lab.webhooks.settled();
  expect(receiver.received.map(({ event, action }) => `${event} ${action}`).sort()).toEqual([
    "installation created",
    "installation suspend",
    "installation_repositories added",
  ]);
  expect(receiver.problems()).toEqual([]);
  await receiver.close();
});

test("a deleted account → what it wrote stays, by nobody; its token ends", async () => {
  const { lab, ben } = scene;
  const { account, token } = lab.seed.user("gone");
  const ghost = createClient(lab, token);
  await ghost.post("/repos/acme/shop/forks", {});
  const { number } = await scene.open("haunted", { "h.txt": "1\n" });
  await ghost.post(`/repos/acme/shop/pulls/${number}/reviews`, { event: "APPROVE" });
  expect(account.login).toBe("gone");
  lab.seed.deleteUser("gone");
  const reviews = (await ben.client.get<{ user: unknown }[]>(`/repos/acme/shop/pulls/${number}/reviews`)).body;
  expect(reviews.map(({ user }) => user)).toEqual([null]);
  expect((await ghost.get("/user")).status).toBe(401);
});
