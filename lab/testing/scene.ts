import { createLab, type Lab } from "../lab.ts";
import type { Account, App, Installation, Permissions } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import { signAppJwt } from "./app-token.ts";
import { type Client, createClient } from "./client.ts";
import { createReceiver, type Receiver } from "./receiver.ts";
import { clone, type Workspace } from "./workspace.ts";

/** A person of the scene. */
export type Person = { login: string; account: Account; token: string; client: Client };

/** A small company with a repository, three developers, an outsider and an app that hears everything. */
export type Scene = {
  lab: Lab;
  repository: Repository;
  /** Writes code. */
  ada: Person;
  /** Writes code, and reviews it. */
  ben: Person;
  /** Owns the organization. */
  olga: Person;
  /** Belongs to nothing. */
  eve: Person;
  app: App;
  installation: Installation;
  /** The app, with all it was granted. */
  bot: Client;
  receiver: Receiver;
  /** A clone of `acme/shop` by Ada, `main` pushed. */
  work: Workspace;
  /** Commits files on a new branch, pushes it and opens a pull request as Ada. */
  open: (branch: string, files: Record<string, string | Buffer | null>) => Promise<{ number: number; sha: string }>;
  /** Tokens of the app with fewer permissions. */
  token: (permissions: Permissions) => Promise<string>;
  close: () => Promise<void>;
};

/** Events the scene's app subscribes to. */
const sceneEvents = [
  "push",
  "create",
  "delete",
  "fork",
  "pull_request",
  "merge_group",
  "pull_request_review",
  "repository_ruleset",
  "branch_protection_rule",
  "issue_comment",
  "issues",
  "member",
  "membership",
  "organization",
  "team",
  "label",
  "check_run",
  "check_suite",
  "status",
  "workflow_run",
  "code_scanning_alert",
  "secret_scanning_alert",
];

/** What the scene's app may do. */
const scenePermissions: Permissions = {
  contents: "write",
  pull_requests: "write",
  issues: "write",
  checks: "write",
  statuses: "write",
  actions: "read",
  security_events: "read",
  secret_scanning_alerts: "read",
  administration: "read",
  members: "read",
  merge_queues: "read",
};

async function openPull(work: Workspace, author: Person, branch: string, files: Parameters<Workspace["commit"]>[0]) {
  await work.git("checkout", "--quiet", "-B", branch, "origin/main");
  const sha = await work.commit(files, `Work on ${branch}`);
  await work.git("push", "--quiet", "--force", "origin", `HEAD:${branch}`);
  const body = { title: `Add ${branch}`, head: branch, base: "main" };
  const { number } = (await author.client.post<{ number: number }>("/repos/acme/shop/pulls", body)).body;
  return { number, sha };
}

/** Sets the scene. */
export async function createScene(): Promise<Scene> {
  const lab = await createLab();
  const person = (login: string): Person => {
    const { account, token } = lab.seed.user(login);
    return { login, account, token, client: createClient(lab, token) };
  };
  const [ada, ben, olga, eve] = [person("ada"), person("ben"), person("olga"), person("eve")];
  lab.seed.organization("acme", { owners: ["olga"], members: ["ada", "ben"] });
  const repository = await lab.seed.repository("acme/shop");
  lab.seed.team("acme", "developers", { members: ["ada", "ben"], repositories: { "acme/shop": "write" } });
  const receiver = await createReceiver("a secret of the scene");
  const webhook = { webhookUrl: receiver.url, webhookSecret: "a secret of the scene" };
  const options = { owner: "acme", permissions: scenePermissions, events: sceneEvents, ...webhook };
  const { app, privateKey } = lab.seed.app("gate", options);
  const installation = lab.seed.install(app, "acme");
  const issuer = createClient(lab, signAppJwt(app.id, privateKey));
  const token = async (permissions: Permissions) => {
    const path = `/app/installations/${installation.id}/access_tokens`;
    return (await issuer.post<{ token: string }>(path, { permissions })).body.token;
  };
  const work = await clone(lab, "acme/shop", ada);
  await work.commit({ "README.md": "# Shop\n", "src/pay.ts": "export const price = 1;\n" }, "Start");
  await work.git("push", "--quiet", "origin", "HEAD:main");
  return {
    lab,
    repository,
    ada,
    ben,
    olga,
    eve,
    app,
    installation,
    bot: createClient(lab, await token(scenePermissions)),
    receiver,
    work,
    open: (branch, files) => openPull(work, ada, branch, files),
    token,
    close: async () => {
      await lab.close();
      await receiver.close();
      await work.remove();
    },
  };
}
