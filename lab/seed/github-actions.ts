import { randomBytes } from "node:crypto";
import type { Installation } from "../state/accounts.ts";
import { findAccount } from "../state/state.ts";
import { now, type World } from "../world.ts";
import { createOrganization } from "./account.ts";
import { createApp, installApp, type SeededApp } from "./app.ts";

/** GitHub Actions as it is installed on an account, with a token to act as it. */
export type SeededActions = SeededApp & { installation: Installation; token: string };

// GitHub Actions' id on github.com: https://api.github.com/apps/github-actions
const actionsId = 15368;

/** A token of an installation that is good for a day: for scenario programs that are that app. */
export function mintToken(world: World, installation: Installation): string {
  const token = `ghs_${randomBytes(18).toString("hex")}`;
  const expiresAt = `${new Date(Date.parse(now()) + 86_400_000).toISOString().slice(0, 19)}Z`;
  const permissions = { metadata: "read", ...installation.permissions } as const;
  world.state.installationTokens.set(token, { installation, permissions, repositoryIds: null, expiresAt });
  return token;
}

/** Makes GitHub Actions (once) and installs it on an account: the app that reports what CI found. */
export function installActions(world: World, login: string): SeededActions {
  const known = [...world.state.apps.values()].find(({ id }) => id === actionsId);
  if (!known && !findAccount(world.state, "github")) createOrganization(world, "github", {});
  const permissions = { actions: "write", checks: "write", contents: "write", statuses: "write" } as const;
  const seeded = known
    ? { app: known, privateKey: "" }
    : createApp(world, "github-actions", {
        owner: "github",
        name: "GitHub Actions",
        permissions: { ...permissions, pull_requests: "write", security_events: "write" },
        events: [],
        id: actionsId,
      });
  const installation = installApp(world, seeded.app, login, {});
  return { ...seeded, installation, token: mintToken(world, installation) };
}
