import { open } from "node:fs/promises";

/** What file systems answer that keep no folders of their own, as some network mounts do. */
const noSuchThing = new Set(["EINVAL", "ENOTSUP", "ENOSYS"]);

/** Makes a folder's entries durable: a rename is, once its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && noSuchThing.has(String(error.code)))) throw error;
  } finally {
    await handle.close();
  }
}
