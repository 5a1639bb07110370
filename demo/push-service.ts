import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "./account.ts";

/** Texts of policies instead of the service's own; null: there is none. */
export type Policies = { policy?: string | null; floor?: string | null };

const service = join(import.meta.dirname, "service");

/** Pushes the content of both repositories with real git: the service with its policy, and the organization's floor. */
export async function pushService(account: Account, { policy, floor }: Policies): Promise<void> {
  await pushFolder(account, "acme/.github", "dot-github", { "mergewarden.organization.yml": floor });
  await pushFolder(account, "acme/checkout", "checkout", { ".github/mergewarden.yml": policy });
}

async function pushFolder(
  account: Account,
  fullName: string,
  folder: string,
  instead: Record<string, string | null | undefined>,
): Promise<void> {
  const work = await account.clone(fullName);
  try {
    await cp(join(service, folder), work.directory, { recursive: true });
    for (const [path, text] of Object.entries(instead)) {
      if (text === null) await rm(join(work.directory, path));
      else if (text !== undefined) await writeFile(join(work.directory, path), text);
    }
    await work.commit({}, "Start");
    await work.git("push", "--quiet", "origin", "HEAD:main");
  } finally {
    await work.remove();
  }
}
