import type { Severity } from "../../finding.ts";
import { groupAround, named } from "../../patterns/call.ts";
import { judgeText, judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { isInCall, lineAround, type Place } from "../../patterns/place.ts";
import { hostName, isSignature } from "./scheme-context.ts";

const off = "(?:false|False|FALSE|0)";
const clients =
  /(?:^|[.:])(?:client|resource|Session|Minio|MinioClient|Elasticsearch|AsyncElasticsearch|OpenSearch|AsyncOpenSearch|Client|connect\w*|connection|\w*Client|\w*Connection|S3\w*)$/;

/** What the endpoint weighs of the client that the option is given to. */
function weighOption(place: Place): Severity | null {
  const group = groupAround(place);
  if (group === undefined || isSignature(group, place.part.language.name)) return null;
  const host =
    named(group, hostName) ??
    named(group, /^(?:endpoint_?url|endPoint|hosts|base_?url|url)$/i) ??
    group.arguments.find(({ name }) => name === "")?.value;
  if (host === undefined) return "error";
  if (/localhost|127\.0\.0\.1|\[::1\]/.test(host)) return null;
  return /:\/\//.test(host) || !/["'][^"']*[.:]/.test(host) ? "error" : judgeValue(place, host);
}

/** Options of clients, and settings by which clients are made, in any language. */
export const settings: readonly Pattern[] = [
  {
    // boto3, Elasticsearch and others of Python
    words: ["use_ssl", "is_secure"],
    languages: ["python", "starlark"],
    in: "code",
    match: new RegExp(String.raw`(?<![\w.])(?:use_ssl|is_secure)\s*=\s*${off}\b`),
    when: (place) => (isInCall(place, clients) ? weighOption(place) : null),
    why: "The client is told to do without TLS.",
  },
  {
    words: ["use_ssl"],
    languages: ["python", "javascript", "php", "json"],
    match: new RegExp(String.raw`["']use_ssl["']\s*(?:=>|:)\s*${off}\b`),
    when: weighOption,
    why: "The client is told to do without TLS.",
  },
  {
    // MinIO's clients, https://min.io/docs/minio/linux/developers/minio-drivers.html
    words: ["secure=false", "secure = false"],
    languages: ["python"],
    in: "code",
    match: /(?<![\w.])secure\s*=\s*False\b/,
    when: (place) =>
      isInCall(place, /(?:^|\.)(?:Minio|MinioAdmin|InfluxDBClient|Client|get_client|create_client|connect)$/)
        ? weighOption(place)
        : null,
    why: "The client is told to do without TLS.",
  },
  {
    // https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
    words: "defaultendpointsprotocol",
    match: /\bDefaultEndpointsProtocol=http;[^"'`\n]{0,400}/i,
    when: (place) =>
      !/devstoreaccount1|127\.0\.0\.1|localhost|UseDevelopmentStorage/i.test(place.match[0] + lineAround(place).after),
    why: "The storage account is spoken to by http.",
  },
  {
    // A service in a JSON document: its host and the scheme beside it
    words: ['"http"'],
    languages: ["json"],
    match: /"(?:scheme|protocol)"\s*:\s*"http"/,
    when: (place) => {
      const group = groupAround(place);
      const host = group && /^"([^"]*)"$/.exec(named(group, /^(?:host|hostname|domain|server)$/i) ?? "")?.[1];
      return host === undefined ? null : judgeText(place, host);
    },
    why: "The scheme is set to one without TLS.",
  },
];
