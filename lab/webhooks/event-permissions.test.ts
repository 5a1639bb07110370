import { expect, test } from "vitest";
import { createLab } from "../lab.ts";
import { description } from "../testing/json-schema.ts";
import { eventPermissions } from "./event-permissions.ts";

// Names of permissions on the pages, where they are not the names in the API with another spelling.
const named: Record<string, string> = {
  code_scanning_alerts: "security_events",
  commit_statuses: "statuses",
};

/** The permission that an event's page asks for. */
function documented(event: string): string | undefined {
  const operations = Object.values(description()["x-webhooks"]).map(({ post }) => post);
  const operation = operations.find(
    ({ operationId }) => String(operationId).split("/")[0] === event.replaceAll("_", "-"),
  );
  const sentence = /read-level access for the (?:\[)?"?([A-Z][a-z ]+)"?/.exec(
    `${operation?.summary} ${operation?.description}`,
  );
  const name = sentence?.[1]?.trim().toLowerCase().replaceAll(" ", "_");
  return name === undefined ? undefined : (named[name] ?? name);
}

test.for(Object.entries(eventPermissions).map(([event, permission]) => ({ event, permission })))(
  "$event → heard with $permission, as its page says",
  ({ event, permission }) => {
    expect(documented(event)).toBe(permission);
  },
);

// What GitHub answers to a manifest: https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest
test("an app that wants an event without its permission → refused", async () => {
  const lab = await createLab();
  lab.seed.user("ada");
  const app = (permissions: Record<string, "read">) => () =>
    lab.seed.app("gate", { owner: "ada", permissions, events: ["pull_request", "issue_comment"] });
  expect(app({ pull_requests: "read" })).toThrow("Default events are not supported by permissions: issue_comment");
  expect(app({ pull_requests: "read", issues: "read" })).not.toThrow();
  await lab.close();
});
