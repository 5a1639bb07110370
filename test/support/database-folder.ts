import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDataFolder } from "../../src/storage/embedded/data-folder.ts";
import { stopServer } from "../../src/storage/embedded/server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The data folder of this run's PostgreSQL, which the first test that needs it starts. */
    databaseFolder: string;
  }
}

/** One PostgreSQL for a whole run of vitest, started when it is first needed. */
export function setup(project: TestProject): () => Promise<void> {
  const path = mkdtempSync(join(tmpdir(), "mergewarden-test-"));
  project.provide("databaseFolder", path);
  return async () => {
    await stopServer(openDataFolder(path));
    rmSync(path, { recursive: true, force: true });
  };
}
