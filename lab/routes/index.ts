import type { Hono } from "hono";
import type { Api } from "../http/api.ts";
import type { World } from "../world.ts";
import { appRoutes } from "./app.ts";
import { repositoryRoutes } from "./repository.ts";
import { userRoutes } from "./user.ts";

/** Every route of the lab. The more specific pattern goes first where two could match. */
export function registerRoutes(hono: Hono, api: Api, world: World): void {
  appRoutes(api);
  userRoutes(api);
  repositoryRoutes(api);
  hono.notFound((context) =>
    context.json({ message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" }, 404),
  );
  hono.get("/healthz", (context) => context.json({ repositories: world.state.repositories.size }));
}
