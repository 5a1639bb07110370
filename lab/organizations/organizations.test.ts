import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "../testing/client.ts";
import { createScene, type Scene } from "../testing/scene.ts";

let scene: Scene;
const org = "/orgs/acme";
const repo = "/repos/acme/shop";

beforeAll(async () => {
  scene = await createScene();
  scene.lab.seed.team("acme", "Seniors", { parent: "developers", members: ["ben"] });
  scene.lab.seed.team("acme", "Board", { privacy: "secret", members: ["olga"] });
});
afterAll(() => scene.close());

type Named = { login: string; slug: string; id: number };
const logins = (list: Named[]) => list.map(({ login }) => login).sort();

// https://docs.github.com/en/rest/teams/members: "Team members will include the members of child teams."
test("members of a team → those of its child teams, too; as people join and leave", async () => {
  const { ada, olga, lab, receiver } = scene;
  lab.seed.user("kim");
  await olga.client.put(`${org}/memberships/kim`, { role: "member" });
  const kim = createClient(lab, lab.seed.user("kim2").token);
  expect((await kim.get(`${org}/teams`)).status).toBe(404);
  lab.world.state.userTokens.set("kims", lab.world.state.accounts.get("kim") ?? ada.account);
  await createClient(lab, "kims").patch("/user/memberships/orgs/acme", { state: "active" });
  await olga.client.put(`${org}/teams/seniors/memberships/kim`);
  const members = async (team: string) => logins((await ada.client.get<Named[]>(`${org}/teams/${team}/members`)).body);
  expect(await members("developers")).toEqual(["ada", "ben", "kim"]);
  expect(await members("seniors")).toEqual(["ben", "kim"]);
  expect((await ada.client.get(`${org}/teams/developers/memberships/kim`)).body).toMatchObject({ state: "active" });
  expect((await ada.client.delete(`${org}/teams/seniors/memberships/kim`)).status).toBe(403);
  expect((await olga.client.delete(`${org}/teams/seniors/memberships/kim`)).status).toBe(204);
  expect((await ada.client.get(`${org}/teams/developers/memberships/kim`)).status).toBe(404);
  await lab.webhooks.settled();
  const told = receiver.of("membership").map(({ action, payload }) => [action, (payload.team as Named).slug]);
  expect(told).toEqual([
    ["added", "seniors"],
    ["removed", "seniors"],
  ]);
  expect(receiver.of("organization", "member_added")).toHaveLength(1);
});

// https://docs.github.com/en/organizations/organizing-members-into-teams/about-teams#team-visibility
test("a secret team → seen by its members, owners and apps, by no one else", async () => {
  const { ada, olga, eve, bot, token, lab } = scene;
  const statuses = async () =>
    Promise.all(
      [ada.client, olga.client, eve.client, bot].map(async (one) => (await one.get(`${org}/teams/board`)).status),
    );
  expect(await statuses()).toEqual([404, 200, 404, 200]);
  const blind = createClient(lab, await token({ contents: "read" }));
  expect((await blind.get(`${org}/teams/developers/members`)).status).toBe(403);
  expect((await ada.client.get<Named[]>(`${org}/teams`)).body.map(({ slug }) => slug)).toEqual([
    "developers",
    "seniors",
  ]);
});

test("teams made, changed, given repositories, deleted → told", async () => {
  const { ada, olga, lab, receiver } = scene;
  expect((await ada.client.post(`${org}/teams`, { name: "Ops Crew", privacy: "closed" })).status).toBe(201);
  const path = `${org}/teams/ops-crew`;
  await olga.client.put(`${path}/repos/acme/shop`, { permission: "maintain" });
  expect((await olga.client.get(`${path}/repos`)).body).toMatchObject([{ name: "shop", role_name: "maintain" }]);
  expect((await olga.client.get<Named[]>(`${repo}/teams`)).body).toContainEqual(
    expect.objectContaining({ slug: "ops-crew", permission: "maintain" }),
  );
  expect((await ada.client.get(`${repo}/collaborators/ada/permission`)).body).toMatchObject({
    permission: "write",
    role_name: "maintain",
  });
  await olga.client.delete(`${path}/repos/acme/shop`);
  await ada.client.patch(path, { description: "Runs it" });
  await ada.client.delete(path);
  await lab.webhooks.settled();
  const actions = ["created", "added_to_repository", "removed_from_repository", "edited", "deleted"];
  expect(receiver.of("team").map(({ action }) => action)).toEqual(actions);
});

// https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
test.for([
  { login: "olga", permission: "admin", role: "admin" },
  { login: "ben", permission: "write", role: "write" },
  { login: "eve", permission: "read", role: "read" },
  { login: "tim", permission: "read", role: "triage" },
])("permission of $login → $permission, $role", async ({ login, permission, role }) => {
  const { lab, repository, bot } = scene;
  if (login === "tim" && !lab.world.state.accounts.has("tim")) {
    lab.seed.user("tim");
    lab.seed.collaborator(repository, "tim", "triage");
  }
  const { body } = await bot.get(`${repo}/collaborators/${login}/permission`);
  expect(body).toMatchObject({ permission, role_name: role, user: { login, role_name: role } });
});

test("collaborators → added by an owner; outsiders are invited first; listed by permission", async () => {
  const { ada, eve, olga, lab, receiver } = scene;
  expect((await ada.client.put(`${repo}/collaborators/eve`, { permission: "push" })).status).toBe(403);
  const invited = await olga.client.put<{ id: number }>(`${repo}/collaborators/eve`, { permission: "push" });
  expect(invited.status).toBe(201);
  expect((await ada.client.get(`${repo}/collaborators/eve`)).status).toBe(404);
  expect((await eve.client.patch(`/user/repository_invitations/${invited.body.id}`)).status).toBe(204);
  const list = async (query: string) => logins((await ada.client.get<Named[]>(`${repo}/collaborators?${query}`)).body);
  expect(await list("permission=push")).toEqual(["ada", "ben", "eve", "olga"]);
  expect(await list("affiliation=outside")).toContain("eve");
  await olga.client.put(`${repo}/collaborators/eve`, { permission: "triage" });
  await olga.client.delete(`${repo}/collaborators/eve`);
  expect((await createClient(lab, null).get(`${repo}/collaborators`)).status).toBe(401);
  await lab.webhooks.settled();
  expect(receiver.of("member").map(({ action }) => action)).toEqual(["added", "edited", "removed"]);
});

// https://docs.github.com/en/rest/orgs/orgs#get-an-organization
test("two-factor requirement → shown to owners and to apps with the permission", async () => {
  const { ada, olga, bot, lab } = scene;
  const key = "two_factor_requirement_enabled";
  await olga.client.put(`${org}/_lab/two-factor-requirement`, { enabled: true });
  expect((await olga.client.get(org)).body[key]).toBe(true);
  for (const client of [ada.client, bot, createClient(lab, null)]) {
    expect((await client.get(org)).body).not.toHaveProperty(key);
  }
  const auditor = lab.seed.app("auditor", {
    owner: "acme",
    permissions: { organization_administration: "read" },
    events: [],
  });
  const token = lab.seed.token(lab.seed.install(auditor.app, "acme"));
  expect((await createClient(lab, token).get(org)).body[key]).toBe(true);
});

test("a member removed → gone from every team; the last owner stays", async () => {
  const { olga, lab, receiver } = scene;
  lab.seed.user("lee");
  lab.seed.team("acme", "Interns", { members: ["lee"] });
  expect((await olga.client.delete(`${org}/members/lee`)).status).toBe(204);
  expect((await olga.client.get(`${org}/teams/interns/members`)).body).toEqual([]);
  expect((await olga.client.delete(`${org}/members/olga`)).status).toBe(403);
  await lab.webhooks.settled();
  expect(receiver.of("organization", "member_removed")).toHaveLength(1);
});

test("every webhook sent here → as GitHub describes it", async () => {
  await scene.lab.webhooks.settled();
  expect([...new Set(scene.receiver.problems())]).toEqual([]);
});
