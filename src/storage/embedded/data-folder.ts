import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, serverAccount } from "./account.ts";

/** Where things are in the data folder; all paths are real ones. */
export interface DataFolder {
  root: string;
  /** PostgreSQL's own folder. */
  database: string;
  /** The folder of the socket: in the data folder unless that path is too long for a socket. */
  socket: string;
  log: string;
  /** Who runs PostgreSQL and owns its folders; null: this process's user. */
  account: Account | null;
}

/** The port in the socket's name. PostgreSQL listens on no network. */
export const socketPort = 5432;
/** Longest path of a unix socket in bytes on Linux; macOS takes 103. */
const longestSocketPath = process.platform === "linux" ? 107 : 103;

/** Makes the data folder, for its owner alone. Throws if it is a folder that others share. */
export function openDataFolder(path: string): DataFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const root = realpathSync(path);
  if ((statSync(root).mode & 0o1002) !== 0) {
    throw new Error(`MERGEWARDEN_DATA: expected a folder of its own, ${root} is open to everybody`);
  }
  const account = serverAccount(root);
  keepPrivate(root, account);
  const inside = join(root, "socket");
  const fits = Buffer.byteLength(join(inside, `.s.PGSQL.${socketPort}`)) <= longestSocketPath;
  const socket = fits ? inside : join(tmpdir(), `mergewarden-${digest(root)}`);
  mkdirSync(socket, { recursive: true, mode: 0o700 });
  if (!fits) refuseForeign(socket, account);
  keepPrivate(socket, account);
  return { root, database: join(root, "postgres"), socket, log: join(root, "postgres.log"), account };
}

/** Mode 0700, owned by the account: whoever runs PostgreSQL must get in, and nobody else. */
function keepPrivate(folder: string, account: Account | null): void {
  const found = statSync(folder);
  if ((found.mode & 0o777) !== 0o700) chmodSync(folder, 0o700);
  if (account && found.uid !== account.uid) chownSync(folder, account.uid, account.gid);
}

/** A folder of this name that somebody else made in the shared temporary folder could hold a false socket. */
function refuseForeign(folder: string, account: Account | null): void {
  const found = lstatSync(folder);
  const own = [process.getuid?.(), account?.uid].includes(found.uid);
  if (!own || !found.isDirectory()) throw new Error(`${folder} belongs to somebody else: remove it`);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
