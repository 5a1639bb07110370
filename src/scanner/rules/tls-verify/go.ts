import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { weightHere } from "./hosts.ts";

const languages = ["go"];

/** Go's crypto/tls is read by its field's name, as configuration is; this is what else speaks without TLS. */
export const go: readonly Pattern[] = [
  {
    // https://pkg.go.dev/google.golang.org/grpc
    words: "withinsecure",
    languages,
    in: "code",
    match: /\b(?:grpc|otlp\w*|otel\w*|\w*grpc|\w*http)\.WithInsecure\s*\(\s*\)/,
    when: weightHere,
    why: "The connection is not encrypted.",
  },
  {
    words: ["insecure.newcredentials", "insecure.newbundle"],
    languages,
    in: "code",
    match: /\b\w*[iI]nsecure\.New(?:Credentials|Bundle)\s*\(/,
    when: (place) => !mentions(place.source, /\bgrpc\.Creds\(insecure\.NewCredentials/) && weightHere(place),
    why: "gRPC is spoken without TLS.",
  },
];
