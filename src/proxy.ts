import http from "node:http";
import { ConfigError, type Environment, type ProxySettings } from "./config.ts";

/**
 * Sends every later https request of this process, `fetch` included, through the proxy; loopback and the exceptions
 * go direct. Node does it: https://nodejs.org/docs/latest-v24.x/api/http.html#built-in-proxy-support
 * Throws {@link ConfigError} on a Node that can be told so at its start only, and was not.
 */
export function useProxy({ https, except }: ProxySettings, environment: Environment): void {
  const loopback = "localhost,127.0.0.1,[::1]";
  if (typeof http.setGlobalProxyFromEnv === "function") {
    http.setGlobalProxyFromEnv({ HTTPS_PROXY: https, NO_PROXY: except === null ? loopback : `${except},${loopback}` });
  } else if (environment.NODE_USE_ENV_PROXY !== "1") {
    const message = `Node.js ${process.versions.node} needs NODE_USE_ENV_PROXY=1 beside it (22.21 or later)`;
    throw new ConfigError([{ name: "HTTPS_PROXY", message }]);
  }
}
