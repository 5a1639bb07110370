import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { atLeast, roleOf } from "../auth/roles.ts";
import type { Account } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import { findAccount, findRepository } from "../state/state.ts";
import type { World } from "../world.ts";

/** The people one can act as. */
export function people(world: World): Account[] {
  return [...world.state.accounts.values()].filter(({ type, login }) => type === "User" && login !== "web-flow");
}

/** Who the page is looked at by: the lab asks for no password. */
export function viewerOf(world: World, context: Context): Account | null {
  const account = findAccount(world.state, getCookie(context, "lab_login") ?? "");
  return account?.type === "User" ? account : null;
}

/** A token of that person, so that pages act through the REST API like everybody else. */
export function tokenOf(world: World, account: Account): string {
  for (const [token, owner] of world.state.userTokens) if (owner === account) return token;
  const token = `ghp_${randomBytes(18).toString("hex")}`;
  world.state.userTokens.set(token, account);
  return token;
}

/** The repository a page is about, if the viewer may see it. */
export function repositoryOf(world: World, context: Context): Repository | null {
  const repository = findRepository(world.state, context.req.param("owner") ?? "", context.req.param("repo") ?? "");
  if (!repository) return null;
  const viewer = viewerOf(world, context);
  if (!repository.private) return repository;
  return viewer && atLeast(roleOf(world.state, repository, viewer), "read") ? repository : null;
}
