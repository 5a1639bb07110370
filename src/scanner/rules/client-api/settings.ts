import type { Severity } from "../../finding.ts";
import { codeAround, groupAround, named, positional } from "../../patterns/call.ts";
import { judgeText, judgeValue, namesLocal } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { isInCall, type Place } from "../../patterns/place.ts";
import { hostName, isSignature, judgeEndpoint } from "./scheme-context.ts";

const off = "(?:false|False|FALSE|0)";
const clients =
  /(?:^|[.:])(?:client|resource|Session|Minio|MinioClient|Elasticsearch|AsyncElasticsearch|OpenSearch|AsyncOpenSearch|Client|connect\w*|connection|\w*Client|\w*Connection|S3\w*)$/;

/** What the endpoint weighs of the client that the option is given to. */
function weighOption(place: Place): boolean | Severity | null {
  const group = groupAround(place);
  if (group === undefined || isSignature(group, place.part.language.name)) return null;
  const host = named(group, hostName) ?? named(group, /^(?:endpoint_?url|endpoint|hosts|base_?url|url)$/i);
  if (host !== undefined) return judgeEndpoint(place, host);
  const first = positional(group, 0);
  // What boto3 takes first is the name of a service.
  if (first === undefined || (!/[.:]/.test(first) && !namesLocal(first))) return true;
  return judgeEndpoint(place, first);
}

/** What the endpoints weigh of a storage account; those that it does not name are in Azure. */
function weighAccount(place: Place): boolean | Severity | null {
  const text = place.match[0] + (codeAround(place, 0, 400).after.split("\n")[0] ?? "");
  if (/\bAccountName=devstoreaccount1(?!\w)/.test(text)) return null;
  const named = /Endpoint(?:Suffix)?=(?:\w+:\/\/)?([^;"'`\s]+)/i.exec(text)?.[1];
  return named === undefined || judgeText(place, named);
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
      isInCall(place, /(?:\bMinio|MinioAdmin|Client|\bget_client|\bcreate_client|\bconnect)$/)
        ? weighOption(place)
        : null,
    why: "The client is told to do without TLS.",
  },
  {
    // https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
    words: "defaultendpointsprotocol",
    match: /\bDefaultEndpointsProtocol=http;[^"'`\n]{0,400}/i,
    when: weighAccount,
    why: "The storage account is spoken to by http.",
  },
  {
    // A service in a JSON document: its host and the scheme beside it
    words: ['"http"'],
    languages: ["json"],
    match: /"(?:scheme|protocol)"\s*:\s*"http"/,
    when: (place) => {
      const host = named(groupAround(place), /^(?:host|hostname|domain|server)$/i);
      return host === undefined ? null : judgeValue(place, host);
    },
    why: "The scheme is set to one without TLS.",
  },
];
