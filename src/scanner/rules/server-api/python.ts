import { groupAfter } from "../../patterns/call.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions, type Place } from "../../patterns/place.ts";
import { listensPublicly } from "./listens-publicly.ts";

const languages = ["python"];
const why = "A server that listens without TLS.";

/** Whether a call listens to other machines, and is given no certificate. */
function isPlain(place: Place): boolean {
  const call = groupAfter(place);
  return listensPublicly(place) && !(call?.arguments ?? []).some(({ name }) => /ssl|cert/i.test(name));
}

/** Python: the standard library, Flask, Uvicorn, aiohttp and others. */
export const python: readonly Pattern[] = [
  {
    // https://docs.python.org/3/library/http.server.html
    words: ["httpserver(", "tcpserver("],
    languages,
    in: "code",
    match: /\b(?:HTTPServer|ThreadingHTTPServer|TCPServer)\((?=\()/,
    when: (place) => !mentions(place.source, /\bwrap_socket\b/) && listensPublicly(place),
    why,
  },
  {
    // https://flask.palletsprojects.com/en/stable/api/#flask.Flask.run: loopback is the default
    words: ".run(",
    languages,
    in: "code",
    match: /(?<![\w.])(?:app|application|server|socketio|bottle)\.run\((?=[^()]{0,300}\bhost\s*=)/,
    when: isPlain,
    why,
  },
  {
    words: ["uvicorn.run(", "web.run_app(", "make_server(", "waitress"],
    languages,
    in: "code",
    match:
      /(?<![\w.])(?:uvicorn\.run\((?=[^()]{0,300}\bhost\s*=)|web\.run_app\(|make_server\(\s*(?=["'](?:0\.0\.0\.0)?["'])|(?:waitress\.)?serve\((?=[^()]{0,300}\b(?:host|listen)\s*=))/,
    when: isPlain,
    why,
  },
];
