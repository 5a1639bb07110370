import examples from "@octokit/webhooks-examples" with { type: "json" };
import pino from "pino";
import { Probot } from "probot";
import { test } from "vitest";
import { routeEvents } from "../../../src/github/events.ts";
import { options } from "../../support/routing.ts";

const recorded = examples as unknown as { name: string; examples: object[] }[];

test.for(recorded)("every recorded $name payload is taken, whatever it lacks", async ({ name, examples: payloads }) => {
  const probot = new Probot({
    appId: 1001,
    privateKey: "unused",
    secret: "unused unused un",
    log: pino({ level: "silent" }),
  });
  await probot.ready();
  const log = { debug: () => {} };
  const github = options(everyAnswer);
  routeEvents(probot, { ...github, log });
  for (const payload of payloads) {
    for (const missing of [null, "installation", "repository", "sender", "pull_request", "check_run"]) {
      const given = missing === null ? payload : { ...payload, [missing]: null };
      await probot.receive({ id: "1", name: name as "push", payload: given as never });
    }
  }
});

/** Whatever is listed is empty. */
const everyAnswer = new Proxy(
  {},
  { has: () => true, get: (_, key) => (String(key).includes("installation/rep") ? { repositories: [] } : []) },
);
