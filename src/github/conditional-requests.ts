import { setTimeout as sleep } from "node:timers/promises";
import type { Octokit } from "@octokit/rest";
import { LRUCache } from "lru-cache";
import { GitHubError, isNotFound } from "./errors.ts";
import { translateError } from "./translate-error.ts";

/** An answer as Octokit gives it; what is cached is shared, so nobody changes it. */
interface Answer {
  status: number;
  url: string;
  headers: Record<string, string | number | undefined>;
  data: unknown;
}

/** What is known of earlier answers, bounded by its size. One for a process. */
export type AnswerCache = LRUCache<string, Answer | GitHubError>;

type Request = (options: Options) => Promise<Answer>;
type Options = Record<string, unknown> & { request?: Record<string, unknown>; headers?: Record<string, unknown> };
interface Parsed {
  method: string;
  url: string;
  headers: Record<string, unknown>;
}

const megabytes = 1024 * 1024;
const timeout = 20_000;
const pauseBeforeRetry = 200;
const sha = "[0-9a-f]{40}";
/** Content that a commit's or an object's SHA names for good. */
const immutable = new RegExp(
  `/(git/(trees|blobs|commits)/${sha}|compare/${sha}\\.\\.\\.${sha}|contents/[^?]*\\?ref=${sha})([?&]|$)`,
);

/** A branch without protection, and for how long it is believed to have none: until then the gate is stricter, not laxer. */
const unprotected = /\/branches\/[^/]+\/protection /;
const absence = 5 * 60_000;

/** Keeps up to `size` bytes of answers. */
export function createAnswerCache(size = 64 * megabytes): AnswerCache {
  return new LRUCache<string, Answer | GitHubError>({ maxSize: size, maxEntrySize: size / 4, sizeCalculation: sizeOf });
}

/**
 * Makes a client ask conditionally: what did not change is answered 304 and costs no quota, what a SHA names is not asked
 * for twice. Reads are tried once more after a passing failure; a rate limit is thrown, never waited for. `scope` keeps the
 * answers to different callers apart. Who brings an ETag keeps the answer and is told 304.
 */
export function askConditionally(octokit: Pick<Octokit, "hook" | "request">, scope: string, cache: AnswerCache): void {
  // Gatherers run side by side and ask for the same things.
  const underWay = new Map<string, Promise<Answer>>();
  octokit.hook.wrap("request", async (request, options) => {
    const { method, url, headers } = octokit.request.endpoint(options) as Parsed;
    const what = `${method} ${pathOf(url)}`;
    const send = sender(request as unknown as Request, options as unknown as Options, what);
    if (method !== "GET") return (await send({})) as never;
    if (headers["if-none-match"] !== undefined) return (await retrying(() => send({}))) as never;
    const key = `${scope} ${url} ${headers.accept}`;
    const answer = underWay.get(key) ?? conditionally(send, cache, key, immutable.test(url));
    underWay.set(key, answer);
    return (await answer.finally(() => underWay.delete(key))) as never;
  });
}

/** Makes a client try reads once more after a passing failure, and throw in our own terms. Nothing is remembered. */
export function askPlainly(octokit: Pick<Octokit, "hook" | "request">): void {
  octokit.hook.wrap("request", async (request, options) => {
    const { method, url } = octokit.request.endpoint(options) as Parsed;
    const send = sender(request as unknown as Request, options as unknown as Options, `${method} ${pathOf(url)}`);
    return (await (method === "GET" ? retrying(() => send({})) : send({}))) as never;
  });
}

type Send = (headers: Record<string, string>) => Promise<Answer>;

async function conditionally(send: Send, cache: AnswerCache, key: string, isImmutable: boolean): Promise<Answer> {
  const known = cache.get(key);
  if (known instanceof GitHubError) throw known;
  if (isImmutable && known !== undefined) return known;
  const etag = known?.headers.etag;
  try {
    const answer = await retrying(() => send(etag === undefined ? {} : { "if-none-match": String(etag) }));
    if (isImmutable || answer.headers.etag !== undefined) cache.set(key, answer);
    return answer;
  } catch (error) {
    if (known !== undefined && error instanceof GitHubError && error.status === 304) return known;
    // A 404 has no ETag: what is not there would cost quota each time. Elsewhere it may also mean what is hidden for now.
    if (isNotFound(error) && unprotected.test(key)) cache.set(key, error as GitHubError, { ttl: absence });
    throw error;
  }
}

/** Sends the request with more headers; throws in our own terms, for a cut body, too. */
function sender(request: Request, options: Options, what: string): Send {
  return async (headers) => {
    // The hooks below this one see the very object that came in, not what is handed on.
    options.headers = { ...options.headers, ...headers };
    options.request = { ...options.request, signal: AbortSignal.timeout(timeout) };
    let answer: Answer;
    try {
      answer = await request(options);
    } catch (error) {
      throw translateError(error, what, new Date());
    }
    // Octokit hands over the text of a body that is no JSON, with the status of success.
    if (answer.status !== 204 && (typeof answer.data !== "object" || answer.data === null)) {
      throw new GitHubError(`the answer to ${what} was cut short or is no JSON`, null);
    }
    return answer;
  };
}

async function retrying(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof GitHubError) || !error.isTransient) throw error;
    await sleep(pauseBeforeRetry);
    return send();
  }
}

function pathOf(url: string): string {
  const { pathname } = new URL(url);
  return pathname.replace(/^\/api\/v3/, "");
}

function sizeOf(answer: Answer | GitHubError): number {
  return answer instanceof GitHubError ? 500 : 500 + JSON.stringify(answer.data).length;
}
