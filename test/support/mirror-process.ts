import { pino } from "pino";
import { createMirrors } from "../../src/git/mirrors.ts";

/** Keeps commits in mirrors, in a process of its own: `FOLDER SERVER TOKEN REPOSITORY_ID COMMIT…`. Prints what went wrong. */
const [folder = "", serverUrl = "", token = "", id = "", ...commits] = process.argv.slice(2);
const mirrors = createMirrors({ folder, serverUrl, log: pino({ level: "silent" }), token: async () => token });
const repository = { installationId: 1, repositoryId: Number(id), owner: "ada", name: "vault" };
for (const commit of commits) {
  const failed = await mirrors.keep(repository, commit);
  if (failed !== null) process.stdout.write(`${failed.unavailable}\n`);
}
