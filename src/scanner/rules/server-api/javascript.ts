import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { listensPublicly, listensPubliclyNearby } from "./listens-publicly.ts";

const languages = ["javascript"];
const nodeHttp = /["'](?:node:)?http["']/;
const frameworks = /["'](?:express|fastify|koa|restify|connect|polka|@hapi\/hapi|@nestjs\/core|hono)["']/;

/** Node: its http module, https://nodejs.org/api/http.html, and the frameworks on it. */
export const javascript: readonly Pattern[] = [
  {
    words: ["http.createserver(", "http.server("],
    languages,
    in: "code",
    match: /(?<![\w$.])\w*[hH]ttp\.(?:createServer|Server)\(/,
    when: (place) => mentions(place.source, nodeHttp) && listensPubliclyNearby(place),
    why: "A server that listens without TLS.",
  },
  {
    words: ['"http").createserver(', "'http').createserver("],
    languages,
    match: /\brequire\(\s*["'](?:node:)?http["']\s*\)\.createServer\(/,
    when: listensPubliclyNearby,
    why: "A server that listens without TLS.",
  },
  {
    words: "http.agent(",
    languages,
    in: "code",
    match: /\bnew\s+http\.Agent\(/,
    when: (place) => mentions(place.source, nodeHttp),
    why: "An agent for connections without TLS.",
  },
  {
    words: ".listen(",
    languages,
    in: "code",
    match: /\b(?:app|server|fastify)\.listen\(/,
    when: (place) =>
      mentions(place.source, frameworks) &&
      !mentions(place.source, /\bhttps\.createServer|\bhttp\.createServer|\bhttp2\b/) &&
      listensPublicly(place),
    why: "A server that listens without TLS.",
  },
];
