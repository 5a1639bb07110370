import { expect } from "vitest";
import { createTokenClient, type GitHub } from "../../src/github/client.ts";

/** One answer of GitHub's; a body that is no string is JSON. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** What GitHub answers to `GET /path?query`: always the same, or one after the other, or by the request's headers. */
export type Replies = Record<string, Reply | Reply[] | ((headers: Headers) => Reply)>;

export interface Replay {
  github: GitHub;
  /** Requests in their order. */
  asked: string[];
}

/** A client whose requests are answered from a list. One that is not in the list fails the test, whatever becomes of its error. */
export function replay(replies: Replies): Replay {
  const asked: string[] = [];
  const answer = async (input: unknown, init?: { method?: string; headers?: Record<string, string> }) => {
    const url = new URL(String(input));
    const key = `${init?.method ?? "GET"} ${decodeURIComponent(url.pathname + url.search)}`;
    asked.push(key);
    expect.soft(Object.keys(replies), `an unexpected request: ${key}`).toContain(key);
    const known = replies[key] ?? { status: 404, body: { message: "Not Found" } };
    const reply =
      typeof known === "function" ? known(new Headers(init?.headers)) : Array.isArray(known) ? known.shift() : known;
    return toResponse(reply ?? { status: 500, body: { message: "asked too often" } });
  };
  const github = createTokenClient({ token: "t", apiUrl: "http://127.0.0.1:9", fetch: answer as typeof fetch });
  return { github, asked };
}

function toResponse({ status = 200, headers = {}, body = null }: Reply): Response {
  const text = typeof body === "string" || body === null ? body : JSON.stringify(body);
  return new Response(status === 304 ? null : text, {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });
}
