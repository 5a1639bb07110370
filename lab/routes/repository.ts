import type { Api } from "../http/api.ts";
import { ok } from "../http/reply.ts";
import { fullRepositoryJson } from "../rest/repository.ts";

/** https://docs.github.com/en/rest/repos/repos */
export function repositoryRoutes(api: Api): void {
  api.repository("get", "", { app: ["metadata:read"], user: "read" }, ({ world, repository, actor }) =>
    ok(fullRepositoryJson(world, repository, actor)),
  );
}
