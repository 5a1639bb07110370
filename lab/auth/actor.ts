import { ApiError } from "../http/errors.ts";
import type { Account, App, Installation, InstallationToken } from "../state/accounts.ts";
import type { World } from "../world.ts";
import { verifyAppJwt } from "./app-jwt.ts";

/** Who a request comes from. */
export type Actor =
  | { kind: "anonymous" }
  | { kind: "user"; user: Account }
  | { kind: "app"; app: App }
  | { kind: "installation"; installation: Installation; token: InstallationToken; user: Account };

/** Reads an `Authorization` header: user token, installation token or app JWT; Basic carries a token as its password. */
export function authenticate(world: World, header: string | undefined): Actor {
  if (!header) return { kind: "anonymous" };
  const [scheme = "", value = ""] = header.split(/\s+/, 2);
  if (/^basic$/i.test(scheme)) {
    const [name = "", password = ""] = Buffer.from(value, "base64").toString().split(/:(.*)/s, 2);
    return tokenActor(world, password === "" || password === "x-oauth-basic" ? name : password);
  }
  if (!/^(bearer|token)$/i.test(scheme)) throw new ApiError(401, "Bad credentials");
  if (value.split(".").length === 3) return { kind: "app", app: verifyAppJwt(world.state, value) };
  return tokenActor(world, value);
}

function tokenActor(world: World, value: string): Actor {
  const user = world.state.userTokens.get(value);
  if (user) return { kind: "user", user };
  const token = world.state.installationTokens.get(value);
  if (!token || Date.parse(token.expiresAt) <= Date.now()) throw new ApiError(401, "Bad credentials");
  const { installation } = token;
  if (!world.state.installations.has(installation.id)) throw new ApiError(401, "Bad credentials");
  if (installation.suspendedAt) throw new ApiError(403, "This installation has been suspended");
  return { kind: "installation", installation, token, user: installation.app.bot };
}

/** The account that acts: the user, or the bot of the app. Throws 401 for nobody, 403 for a bare app. */
export function accountOf(actor: Actor): Account {
  if (actor.kind === "anonymous") throw new ApiError(401, "Requires authentication");
  if (actor.kind === "app") throw new ApiError(403, "Resource not accessible by integration");
  return actor.user;
}

/** The app behind a request, or null for a person. */
export function appOf(actor: Actor): App | null {
  return actor.kind === "installation" ? actor.installation.app : null;
}
