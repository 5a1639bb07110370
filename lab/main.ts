import { parseArgs } from "node:util";
import { createLab } from "./lab.ts";

/** Starts a lab by hand: `node lab/main.ts [--port 4000]`, with one person, one organization and one repository. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: "string" } } });
  const lab = await createLab(values.port === undefined ? {} : { port: Number(values.port) });
  const { token } = lab.seed.user("octocat", { siteAdmin: true });
  lab.seed.organization("acme", { owners: ["octocat"] });
  await lab.seed.repository("acme/shop", { description: "An empty repository to push to" });
  const { host } = new URL(lab.url);
  process.stdout.write(
    `web    ${lab.url}\nREST   ${lab.apiUrl}\ntoken  ${token} (octocat, owner of acme)\n` +
      `git    git push http://octocat:${token}@${host}/acme/shop.git HEAD:main\nCtrl-C ends it; nothing is kept.\n`,
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      lab.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

await main();
