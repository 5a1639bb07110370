import { generateKeyPairSync } from "node:crypto";
import { emitInstallation } from "../rest/installation-event.ts";
import type { App, Installation, Permissions } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import { nextId } from "../state/state.ts";
import { mayHear } from "../webhooks/event-permissions.ts";
import { now, type World } from "../world.ts";
import { addAccount, requireAccount } from "./account.ts";

/** An app to make; `owner` is a login. */
export type AppOptions = {
  owner: string;
  name?: string;
  permissions: Permissions;
  events: string[];
  webhookUrl?: string;
  webhookSecret?: string;
  id?: number;
};

/** An app and the private key its operator holds. */
export type SeededApp = { app: App; privateKey: string };

/** Makes an app and its bot. Throws, as GitHub refuses a manifest, when it wants events that its permissions do not cover. */
export function createApp(world: World, slug: string, options: AppOptions): SeededApp {
  const unsupported = options.events.filter((event) => !mayHear(options.permissions, event));
  if (unsupported.length > 0) {
    throw new Error(`Default events are not supported by permissions: ${unsupported.join(", ")}`);
  }
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
  const id = options.id ?? nextId(world.state);
  const app: App = {
    id,
    slug,
    name: options.name ?? slug,
    description: "",
    clientId: `Iv1.${id.toString(16).padStart(16, "0")}`,
    owner: requireAccount(world, options.owner),
    bot: addAccount(world, `${slug}[bot]`, "Bot", {}),
    publicKey,
    webhook: { url: options.webhookUrl ?? null, secret: options.webhookSecret ?? "" },
    permissions: options.permissions,
    events: options.events,
    createdAt: now(),
  };
  world.state.apps.set(id, app);
  return { app, privateKey };
}

/** Installs an app on an account, on all repositories or on some. */
export function installApp(
  world: World,
  app: App,
  login: string,
  options: { permissions?: Permissions; repositories?: Repository[] },
): Installation {
  const installation: Installation = {
    id: nextId(world.state),
    app,
    account: requireAccount(world, login),
    permissions: options.permissions ?? app.permissions,
    events: app.events,
    repositories: options.repositories ? new Set(options.repositories.map(({ id }) => id)) : "all",
    suspendedAt: null,
    createdAt: now(),
  };
  world.state.installations.set(installation.id, installation);
  emitInstallation(world, installation, "created", installation.account);
  return installation;
}
