import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { Intake } from "./github/intake.ts";

/** Webhooks go to the intake, everything else to the pages. */
export function serverOf(intake: Intake, pages: RequestListener, log: Logger): Server {
  return createServer((request, response) => {
    intake(request, response)
      .then((taken) => (taken ? undefined : pages(request, response)))
      .catch((error: unknown) => {
        log.error({ err: error }, "a request could not be answered");
        response.destroy();
      });
  });
}

/** Listens; returns the port, which may have been any free one. */
export function listen(server: Server, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Milliseconds that open requests may take to end: SIGTERM must be through within 25 s, evaluations included. */
const drainTimeout = 3000;

/** Takes no new requests, and lets the open ones end. */
export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), drainTimeout);
  await closed;
  clearTimeout(timer);
}
