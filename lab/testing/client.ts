import type { Lab } from "../lab.ts";
import { answerProblems } from "./check-answer.ts";
import type { Json } from "./json-schema.ts";

/** An answer of the lab; `body` is its JSON, or null when it has none. */
type ClientAnswer<T> = { status: number; headers: Headers; body: T };

type Call = <T = Json>(path: string, body?: unknown, headers?: Record<string, string>) => Promise<ClientAnswer<T>>;

/** A caller of the lab's REST API; every answer is held against GitHub's description. */
export type Client = { get: Call; post: Call; put: Call; patch: Call; delete: Call; token: string | null };

/** A caller with a token (or none). A call throws when GitHub's OpenAPI description does not allow the answer. */
export function createClient(lab: Lab, token: string | null): Client {
  const method =
    (name: string): Call =>
    async (path, body, headers) => {
      const response = await fetch(lab.apiUrl + path, {
        method: name,
        headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, headers: response.headers, body: await read(response, name, path) };
    };
  return {
    get: (path, _, headers) => method("GET")(path, undefined, headers),
    post: method("POST"),
    put: method("PUT"),
    patch: method("PATCH"),
    delete: method("DELETE"),
    token,
  };
}

async function read<T>(response: Response, method: string, path: string): Promise<T> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
  const body = isJson && text !== "" ? JSON.parse(text) : null;
  const clean = decodeURIComponent(path.split("?")[0] ?? path);
  if (clean.includes("/_lab/") || (text !== "" && !isJson)) return body as T;
  const problems = answerProblems({ method, path: clean, status: response.status, body });
  if (problems.length > 0) throw new Error(`not GitHub's answer:\n${problems.join("\n")}\n${text.slice(0, 600)}`);
  return body as T;
}
