import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** The user that runs PostgreSQL. */
export interface Account {
  uid: number;
  gid: number;
}

/** A command as it is to be spawned. */
export interface Command {
  file: string;
  arguments: readonly string[];
  account: Account | null;
}

/** `nobody` on Linux and macOS alike, in the numbers that containers use. */
const nobody: Account = { uid: 65534, gid: 65534 };

/**
 * Who runs PostgreSQL, which refuses to run as root: for root the owner of the data folder, or `nobody` if that is
 * root; null for everybody else: the same user.
 */
export function serverAccount(folder: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const { uid, gid } = statSync(folder);
  return uid === 0 ? nobody : { uid, gid };
}

/**
 * The command, run by the account. Where the account may not pass a folder on the way to one of the paths (a clone
 * below /root), util-linux's `setpriv` gives it the one capability to read past it; throws if that cannot be had.
 */
export function asAccount(
  command: Omit<Command, "account">,
  account: Account | null,
  paths: readonly string[],
): Command {
  const blocked = account && paths.map((path) => blockedAt(path, account)).find((path) => path !== null);
  if (!account || !blocked) return { ...command, account };
  const capability = passingCapability();
  if (capability === null) {
    throw new Error(
      `PostgreSQL does not run as root, and uid ${account.uid}, which runs it instead, may not enter ${blocked}. ` +
        "Start mergewarden as an ordinary user, set MERGEWARDEN_DATA to another folder, or set DATABASE_URL.",
    );
  }
  const identity = [`--reuid=${account.uid}`, `--regid=${account.gid}`, "--clear-groups"];
  // Without no_setuid_fixup, access(2) ignores the capability, and PostgreSQL does not find its own program.
  const rights = [
    `--inh-caps=-all,+${capability}`,
    `--ambient-caps=-all,+${capability}`,
    "--securebits=+no_setuid_fixup",
  ];
  return { file: "setpriv", arguments: [...identity, ...rights, command.file, ...command.arguments], account: null };
}

/** The first folder on the way to the path that the account may not pass, or null. */
function blockedAt(path: string, account: Account): string | null {
  const folders: string[] = [];
  for (let folder = dirname(realpathSync(path)); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  return folders.find((folder) => !mayPass(folder, account)) ?? null;
}

function mayPass(folder: string, { uid, gid }: Account): boolean {
  const found = statSync(folder);
  if (found.uid === uid) return (found.mode & 0o100) !== 0;
  if (found.gid === gid) return (found.mode & 0o010) !== 0;
  return (found.mode & 0o001) !== 0;
}

/** The least capability that passes folders and that this process has; bits as in capabilities(7). */
function passingCapability(): "dac_read_search" | "dac_override" | null {
  if (process.platform !== "linux") return null;
  const held = /^CapPrm:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  const has = (bit: bigint) => ((BigInt(`0x${held}`) >> bit) & 1n) === 1n;
  if (!has(8n)) return null;
  if (has(2n)) return "dac_read_search";
  return has(1n) ? "dac_override" : null;
}
