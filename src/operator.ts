import { hostname, userInfo } from "node:os";

/** Who runs a command, for the record: `user@host`. */
export function operatorName(): string {
  return `${userName()}@${hostname()}`;
}

/** A container's user may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}
