import type { Severity } from "../finding.ts";
import type { Settings } from "../settings.ts";
import { severityOfHost } from "../severities.ts";
import { isAllowed } from "./allow-list.ts";
import { classifyHost } from "./classify-host.ts";

/** What an unencrypted connection to a host weighs; null: nothing. `authority`: user info, host and port, with HOLEs. */
export function judgeHost(authority: string, settings: Settings): Severity | null {
  const host = classifyHost(authority, "", "http");
  return isAllowed(host, settings.allowHosts) ? null : severityOfHost(host.kind, settings.severities);
}

/** Whether an authority names this machine, or what only this machine reaches. */
export function isLocal(authority: string): boolean {
  return classifyHost(authority, "", "http").kind === "local";
}
