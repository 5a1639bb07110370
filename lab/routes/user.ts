import { accountOf } from "../auth/actor.ts";
import type { Api } from "../http/api.ts";
import { notFound } from "../http/errors.ts";
import { ok } from "../http/reply.ts";
import { userJson } from "../rest/account.ts";
import type { Account } from "../state/accounts.ts";
import { findAccount } from "../state/state.ts";
import type { World } from "../world.ts";

function publicUserJson(world: World, account: Account): Record<string, unknown> {
  return {
    ...userJson(world, account),
    name: account.name,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  };
}

/** https://docs.github.com/en/rest/users/users and https://docs.github.com/en/rest/rate-limit/rate-limit */
export function userRoutes(api: Api): void {
  api.route("get", "/user", { app: "none", user: "read" }, ({ world, actor }) =>
    ok(publicUserJson(world, accountOf(actor))),
  );
  api.route("get", "/users/:login", { app: "any", user: "read" }, ({ world, params }) => {
    const account = findAccount(world.state, params.login ?? "");
    if (!account) throw notFound();
    return ok(publicUserJson(world, account));
  });
  api.route("get", "/rate_limit", { app: "any", user: "read" }, ({ world, actor }) => {
    const headers = world.rateLimits.headers(actor);
    const number = (name: string) => Number(headers[`x-ratelimit-${name}`]);
    const rate = {
      limit: number("limit"),
      remaining: number("remaining"),
      reset: number("reset"),
      used: number("used"),
    };
    return ok({ resources: { core: rate, search: rate }, rate });
  });
}
