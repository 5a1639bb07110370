import { readFileSync } from "node:fs";
import type { Io } from "./cli/io.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { createLogger } from "./log.ts";
import { useProxy } from "./proxy.ts";
import { type Running, start } from "./start.ts";
import { StartError } from "./start-error.ts";

/** `mergewarden serve`: runs until SIGTERM or SIGINT. Returns the exit status: 0 stopped · 2 configuration, or what it names is not to be had. */
export async function serve(io: Pick<Io, "error">, version: string): Promise<number> {
  let config: Config;
  try {
    config = readConfig(process.env, (path) => readFileSync(path, "utf8"));
    if (config.github.proxy !== null) useProxy(config.github.proxy, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    io.error(`${error.message}\n`);
    return 2;
  }
  const log = createLogger({ ...config.log, secrets: secretsOf(config) });
  // Heard from here on: a signal during the start must not leave the embedded PostgreSQL behind.
  const signalled = nextSignal();
  let running: Running;
  try {
    running = await start(config, log, version);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    log.debug({ err: error }, "could not start");
    io.error(`${error.message}\n`);
    return 2;
  }
  const signal = await signalled;
  log.info({ signal }, "stopping: no new requests, running evaluations end first");
  await running.stop();
  log.info("stopped");
  return 0;
}

function secretsOf({ github, webhookSecrets, login, evidence }: Config): string[] {
  const others = [login?.clientSecret, ...Object.values(evidence)];
  return [github.app.privateKey, ...webhookSecrets, ...others.flatMap((secret) => secret ?? [])];
}

/** A terminal's Ctrl-C comes twice through npm: the second one does not end the stopping. */
function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => resolve(signal));
  });
}
