import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { listensPublicly } from "./listens-publicly.ts";

const why = "A server that listens without TLS.";
const languages = ["go"];

/** Go: net/http, https://pkg.go.dev/net/http#ListenAndServe, Gin, Echo, Fiber, fasthttp, Iris. */
export const go: readonly Pattern[] = [
  {
    words: ["listenandserve(", "http.serve("],
    languages,
    in: "code",
    match: /(?<!\bfunc\s(?:\([^()\n]{0,60}\)\s)?)(?:\.ListenAndServe|(?<![\w.])http\.Serve)\(/,
    when: listensPublicly,
    why,
  },
  {
    words: [".run("],
    languages,
    in: "code",
    match: /\b\w+\.Run\((?=\)|\s*":\d+"|\s*"[\w.]*:\d+"|\s*addr|\s*os\.Getenv)/,
    when: (place) =>
      mentions(place.source, /"github\.com\/(?:gin-gonic\/gin|kataras\/iris)\b/) && listensPublicly(place),
    why,
  },
  {
    words: [".start(", ".listen("],
    languages,
    in: "code",
    match: /\b\w+\.(?:Start|Listen)\(\s*(?:"[\w.]*:\d+"|addr|fmt\.Sprintf|":"\s*\+|\w+\.\w*[aA]ddr)/,
    when: (place) =>
      mentions(place.source, /"github\.com\/(?:labstack\/echo|gofiber\/fiber)\b/) &&
      listensPublicly({ ...place, end: place.start + place.match[0].indexOf("(") + 1 }),
    why,
  },
];
