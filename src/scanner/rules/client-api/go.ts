import { codeAround } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";

const languages = ["go"];

/** Go: go-openapi's runtime, the AWS SDK, MinIO, plain sockets. The net/url package is with the schemes. */
export const go: readonly Pattern[] = [
  {
    // https://pkg.go.dev/github.com/go-openapi/runtime/client#New
    words: '"http"',
    languages,
    match:
      /\b(?:\w{1,40}\.)?(?:New|NewWithClient|NewHTTPClientWithConfig)\(([^()\n]{1,160}?),[^()\n]{0,160}\[\]string\{\s*"http"\s*\}/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "The client is told to speak only http.",
  },
  {
    words: '"http"',
    languages,
    match: /\b(?:Default)?Schemes\s*(?::|=(?!=))\s*\[\]string\{\s*"http"\s*\}/,
    why: "The client is told to speak only http.",
  },
  {
    // https://docs.aws.amazon.com/sdk-for-go/api/aws/#Config
    words: "disablessl",
    languages,
    in: "code",
    match: /\bDisableSSL\s*(?::|=(?!=))\s*(?:aws\.Bool\()?true\b/,
    why: "The AWS client is told to do without TLS.",
  },
  {
    // https://pkg.go.dev/github.com/minio/minio-go/v7#Options
    words: "minio.new(",
    languages,
    in: "code",
    match: /\bminio\.New\(\s*([^,\n]{1,120}),\s*&minio\.Options\{(?:[^{}]|\{[^{}]{0,100}\}){0,300}?\bSecure:\s*false\b/,
    shown: /\bSecure:\s*false\b/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "The MinIO client is told to do without TLS.",
  },
  {
    words: "minio.options{",
    languages,
    in: "code",
    match: /=\s*&?minio\.Options\{(?:[^{}]|\{[^{}]{0,100}\}){0,300}?\bSecure:\s*false\b/,
    shown: /\bSecure:\s*false\b/,
    when: (place) => {
      const host = /\bminio\.New\(([^,]{1,120}),/.exec(codeAround(place, 0, 400).after)?.[1];
      return host === undefined || judgeValue(place, host);
    },
    why: "The MinIO client is told to do without TLS.",
  },
  {
    // https://pkg.go.dev/net#Dial
    words: [':80"', ':http"'],
    languages,
    match: /\b(?:Dial|DialTimeout|DialContext)\((?:[^()\n"]{1,40},\s*)?"tcp[46]?",\s*("[^"\n]{1,200}:(?:80|http)")/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why: "A plain socket to the port of HTTP.",
  },
];
