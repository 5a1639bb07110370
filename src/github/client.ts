import { Octokit } from "@octokit/rest";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { Probot, ProbotOctokit } from "probot";
import { type AnswerCache, askConditionally, askPlainly, createAnswerCache } from "./conditional-requests.ts";

/** What everything here reads GitHub through: an installation's client in the server, a person's on the command line. */
export interface GitHub {
  rest: Octokit["rest"];
  /** This app; null on the command line. */
  appId: number | null;
  /** The installation's permissions, such as `{ checks: "write" }`; null: a person's token, nobody knows. */
  permissions(): Promise<Readonly<Record<string, string>> | null>;
}

/** Credentials and addresses of the server. */
export interface AppOptions {
  appId: number;
  privateKey: string;
  webhookSecret: string;
  /** REST base address. */
  apiUrl: string;
  log: Logger;
  /** Honours proxies; default: the global one. */
  fetch?: typeof fetch;
  cache?: AnswerCache;
}

/** Asks as the app itself, not through one of its installations. */
export interface AppClient {
  /** `route` is method and path: `GET /app/installations`. */
  request<T>(route: string): Promise<{ data: T; headers: { link?: string | undefined } }>;
}

/** The app's clients. */
export interface AppClients {
  probot: Probot;
  app(): Promise<AppClient>;
  /** The client of one installation. */
  installation(id: number): Promise<GitHub>;
}

/** Probot with its write throttle, its waiting and its retries off: `conditional-requests.ts` says what holds instead. */
export function createAppClients(options: AppOptions): AppClients {
  const { appId, privateKey, webhookSecret, apiUrl, log, cache = createAnswerCache() } = options;
  const probot = new Probot({
    appId,
    privateKey,
    secret: webhookSecret,
    baseUrl: apiUrl,
    log,
    // An object default would be overwritten by Probot's own.
    Octokit: ProbotOctokit.defaults((given: Record<string, unknown>) => ({
      ...given,
      auth: askingAt(apiUrl, given.auth as { request?: Octokit["request"] } | undefined),
      throttle: { ...(given.throttle as object | undefined), enabled: false },
      retry: { enabled: false },
    })),
    ...(options.fetch !== undefined && { request: { fetch: options.fetch } }),
  });
  const clients = new LRUCache<number, Promise<GitHub>>({ max: 5000 });

  async function connect(id: number): Promise<GitHub> {
    const octokit = (await probot.auth(id)) as unknown as Octokit;
    askConditionally(octokit, `installation ${id}`, cache);
    return {
      rest: octokit.rest,
      appId,
      async permissions() {
        const token = (await octokit.auth({ type: "installation" })) as { permissions?: Record<string, string> };
        return token.permissions ?? null;
      },
    };
  }

  async function app(): Promise<AppClient> {
    const octokit = (await probot.auth()) as unknown as Octokit;
    askPlainly(octokit);
    return { request: (route) => octokit.request(route) as never };
  }

  function installation(id: number): Promise<GitHub> {
    const known = clients.get(id) ?? connect(id);
    clients.set(id, known);
    known.catch(() => clients.delete(id));
    return known;
  }
  return { probot, app, installation };
}

/** Probot has tokens asked for at github.com, wherever GitHub is, unless a request that asks for something else brings them along. */
function askingAt(baseUrl: string, auth: { request?: Octokit["request"] } | undefined) {
  return auth?.request === undefined ? auth : { ...auth, request: auth.request.defaults({ baseUrl }) };
}

/** A client with a person's token, for the command line. */
export function createTokenClient(options: {
  token: string | undefined;
  apiUrl: string;
  fetch?: typeof fetch;
  cache?: AnswerCache;
}): GitHub {
  const { token, apiUrl, cache = createAnswerCache() } = options;
  const quiet = () => {};
  const octokit = new Octokit({
    baseUrl: apiUrl,
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    ...(token !== undefined && { auth: token }),
    ...(options.fetch !== undefined && { request: { fetch: options.fetch } }),
  });
  askConditionally(octokit, "token", cache);
  return { rest: octokit.rest, appId: null, permissions: async () => null };
}
