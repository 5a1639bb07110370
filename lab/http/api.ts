import type { Context, Hono } from "hono";
import { type Access, requireOrganizationAccess, requireRepositoryAccess, requireRouteAccess } from "../auth/access.ts";
import { type Actor, authenticate } from "../auth/actor.ts";
import { advanceQueues } from "../queue/advance.ts";
import type { Organization } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import { findRepository } from "../state/state.ts";
import type { World } from "../world.ts";
import { answer } from "./answer.ts";
import { notFound } from "./errors.ts";
import { readJson } from "./read-json.ts";

/** One request to the REST API. */
export type Call = {
  world: World;
  actor: Actor;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
  /** The `Accept` header. */
  accept: string;
  /** Address of the request, with its query. */
  url: string;
};

/** A request below `/repos/{owner}/{repo}`. */
export type RepositoryCall = Call & { repository: Repository };

/** A request below `/orgs/{org}`. */
export type OrganizationCall = Call & { organization: Organization };

/** What a handler answers; `body` undefined means no content. */
export type Reply = { status: number; body?: unknown; raw?: Buffer; headers?: Record<string, string> };

type Handler<C> = (call: C) => Reply | Promise<Reply>;
type Method = "get" | "post" | "put" | "patch" | "delete";

/** Where route modules register themselves. Paths are in Hono's notation. */
export type Api = {
  /** Any path of the REST API. */
  route: (method: Method, path: string, access: Access, handler: Handler<Call>) => void;
  /** A path below `/repos/:owner/:repo`; answers 404 when the repository may not be seen. */
  repository: (method: Method, path: string, access: Access, handler: Handler<RepositoryCall>) => void;
  /** A path below `/orgs/:org`. */
  organization: (method: Method, path: string, access: Access, handler: Handler<OrganizationCall>) => void;
};

async function toCall(world: World, context: Context): Promise<Call> {
  return {
    world,
    actor: authenticate(world, context.req.header("authorization")),
    params: context.req.param(),
    query: new URL(context.req.url).searchParams,
    body: await readJson(context),
    accept: context.req.header("accept") ?? "",
    url: context.req.url,
  };
}

/** Binds route registration to the HTTP server. */
export function createApi(hono: Hono, world: World): Api {
  function register(method: Method, path: string, access: Access, run: (call: Call) => Reply | Promise<Reply>): void {
    hono.on(method.toUpperCase(), `/api/v3${path}`, (context) =>
      answer(world, context, `${method} ${path}`, access, async () => {
        const call = await toCall(world, context);
        const act = async () => {
          const reply = await run(call);
          // Whatever a caller changed may be what a merge queue waits for.
          if (method !== "get") await advanceQueues(world);
          return reply;
        };
        return { actor: call.actor, run: act };
      }),
    );
  }

  return {
    route: (method, path, access, handler) =>
      register(method, path, access, (call) => {
        requireRouteAccess(call.actor, access);
        return handler(call);
      }),
    repository: (method, path, access, handler) =>
      register(method, `/repos/:owner/:repo${path}`, access, (call) => {
        const repository = findRepository(world.state, call.params.owner ?? "", call.params.repo ?? "");
        if (!repository) throw notFound();
        requireRepositoryAccess(world.state, call.actor, repository, access);
        return handler({ ...call, repository });
      }),
    organization: (method, path, access, handler) =>
      register(method, `/orgs/:org${path}`, access, (call) => {
        const organization = world.state.organizations.get((call.params.org ?? "").toLowerCase());
        if (!organization) throw notFound();
        requireOrganizationAccess(call.actor, organization, access);
        return handler({ ...call, organization });
      }),
  };
}
