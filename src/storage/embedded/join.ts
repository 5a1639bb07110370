import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { Logger } from "pino";
import { type DataFolder, openDataFolder } from "./data-folder.ts";
import { ensureServer, type ServerConnection, stopServer } from "./server.ts";

/** This process's part in the data folder's server. */
export interface Embedded {
  connection: ServerConnection;
  /** Leaves the server; the last process on the folder stops it. */
  leave(): Promise<void>;
}

/** Every process on a folder holds this lock, shared, as long as it uses the server; who gets it alone is the last. */
const presenceLock = 7_306_086_940_231;

/**
 * Uses the data folder's PostgreSQL together with every other process on the folder. If the server dies (killed, out
 * of memory), the first who notices starts it again on the same socket.
 */
export async function joinEmbedded(path: string, log: Logger): Promise<Embedded> {
  const folder = openDataFolder(path);
  let leaving = false;
  let presence = await enter(folder, onLost);

  function onLost(): void {
    if (leaving) return;
    log.warn("the embedded PostgreSQL went away, starting it again");
    reentry = reenter();
  }
  let reentry = Promise.resolve();
  async function reenter(): Promise<void> {
    for (let pause = 100; !leaving; pause = Math.min(pause * 2, 2000)) {
      try {
        presence = await enter(folder, onLost);
        return;
      } catch (error) {
        log.error({ err: error }, "the embedded PostgreSQL does not start");
        await sleep(pause);
      }
    }
  }
  async function leave(): Promise<void> {
    leaving = true;
    await reentry;
    await leaveServer(folder, presence.client).catch((error: unknown) => {
      log.warn({ err: error }, "the embedded PostgreSQL could not be left in order");
    });
  }
  return { connection: presence.connection, leave };
}

interface Presence {
  client: Client;
  connection: ServerConnection;
}

async function enter(folder: DataFolder, onLost: () => void): Promise<Presence> {
  for (let attempt = 1; ; attempt++) {
    const connection = await ensureServer(folder);
    const client = new Client({ ...connection, application_name: "mergewarden presence", keepAlive: true });
    let entered = false;
    client.on("error", () => undefined);
    client.on("end", () => entered && onLost());
    try {
      await client.connect();
      await client.query("select pg_advisory_lock_shared($1)", [presenceLock]);
      entered = true;
      return { client, connection };
    } catch (error) {
      // The last process that left stopped the server under us: the next round starts it again.
      await client.end().catch(() => undefined);
      if (attempt === 10) throw error;
    }
  }
}

async function leaveServer(folder: DataFolder, client: Client): Promise<void> {
  try {
    await client.query("select pg_advisory_unlock_shared($1)", [presenceLock]);
    const { rows } = await client.query<{ last: boolean }>("select pg_try_advisory_lock($1) as last", [presenceLock]);
    if (rows[0]?.last === true) await stopServer(folder);
  } finally {
    await client.end().catch(() => undefined);
  }
}
