import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Permissions } from "../lab/state/accounts.ts";

/** What the app asks for when it is installed: `app.yml`, as it is. */
export function gateManifest(): { permissions: Permissions; events: string[] } {
  const manifest: unknown = parse(readFileSync(join(import.meta.dirname, "..", "app.yml"), "utf8"));
  const { default_permissions: permissions, default_events: events } = manifest as {
    default_permissions: Permissions;
    default_events: string[];
  };
  return { permissions, events };
}
