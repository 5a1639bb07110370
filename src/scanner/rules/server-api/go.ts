import type { Pattern } from "../../patterns/pattern.ts";

/** Go's net/http, https://pkg.go.dev/net/http#ListenAndServe */
export const go: readonly Pattern[] = [
  {
    words: "listenandserve",
    languages: ["go"],
    in: "code",
    match: /\.ListenAndServe\((?!\s*"(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]):)/,
    why: "A server that listens without TLS.",
  },
];
