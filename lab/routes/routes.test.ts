import { Hono } from "hono";
import { expect, test } from "vitest";
import type { Api } from "../http/api.ts";
import { templateOf } from "../testing/check-answer.ts";
import type { World } from "../world.ts";
import { registerRoutes } from "./index.ts";

/** Every route as `METHOD path`, parameters filled with a sample. */
function registered(): string[] {
  const routes: string[] = [];
  const under =
    (prefix: string) =>
    (method: string, path: string): void => {
      routes.push(`${method.toUpperCase()} ${prefix}${path}`.replaceAll(/:\w+(\{[^/]+\})?/g, "1"));
    };
  const api: Api = {
    route: under(""),
    repository: under("/repos/:owner/:repo"),
    organization: under("/orgs/:org"),
  };
  registerRoutes(new Hono(), api, {} as World);
  // The description knows the root's contents as a `{path}` that is empty.
  return routes.filter((route) => !route.includes("/_lab/") && !route.endsWith("/contents"));
}

test.for(registered().map((route) => ({ route })))("$route → an operation of GitHub's description", ({ route }) => {
  const [method = "", path = ""] = route.split(" ");
  expect(templateOf(method, path)).not.toBeNull();
});
