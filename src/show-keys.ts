import type { Io } from "./cli/io.ts";
import { withEvidence } from "./open-evidence.ts";
import { traceKeys } from "./storage/log-keys.ts";
import { namedLogs } from "./storage/named-logs.ts";

/**
 * `mergewarden evidence keys`: the public keys of each log, a line each, as `verify --log-key` and `evidence revoke-key` take them.
 * 0 done · 2 configuration.
 */
export function showKeys(io: Pick<Io, "out" | "error">, json: boolean): Promise<number> {
  return withEvidence(io, async (db) => {
    const keys = [];
    for (const { tenant, login } of await namedLogs(db)) {
      for (const { id, use, status, development } of await traceKeys(db, tenant, Number.MAX_SAFE_INTEGER))
        keys.push({ account: tenant, login, use, status, development, key: id });
    }
    if (json) io.out(`${JSON.stringify(keys)}\n`);
    else
      for (const { account, login, use, status, key } of keys)
        io.out(`${login ?? account}  ${use}  ${status}  ${key}\n`);
    return 0;
  });
}
