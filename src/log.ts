import { type DestinationStream, type Logger, pino } from "pino";
import { prettyFactory } from "pino-pretty";

export interface LogOptions {
  level: string;
  format: "json" | "pretty";
  /** Values that must never be written, wherever they turn up. */
  secrets?: readonly string[];
  /** Standard output unless given. */
  destination?: DestinationStream;
}

/** Members whose value is a secret at any depth. */
const secretMember =
  /"((?:proxy-)?authorization|(?:set-)?cookie|x-hub-signature(?:-256)?|[^"]*(?:private[-_]?key|secret|token|password|passphrase))":(?:"(?:[^"\\]|\\.)*"|\[[^\]]*\])/gi;
/** Forms of secrets that may stand in any text: PEM keys, GitHub tokens, JWTs, signatures, users in addresses. */
const secretForms = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|(?="))/g,
  /\b(?:gh[a-z]_|github_pat_|v1\.)[A-Za-z0-9_]{20,}/g,
  /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+/g,
  /\b(?:bearer|basic) [\w.~+/=-]{8,}/gi,
  /\bsha(?:1|256)=[0-9a-f]{40,64}\b/gi,
  /(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^/\s"@:]*:[^/\s"]+(?=@)/gi,
];

/** The log: one JSON object a line, or lines for people. Secrets are replaced right before anything is written. */
export function createLogger({ level, format, secrets = [], destination = pino.destination(1) }: LogOptions): Logger {
  const values = secrets.map((value) => JSON.stringify(value).slice(1, -1)).filter((value) => value.length >= 8);
  const hooks = { streamWrite: (line: string) => redact(line, values) };
  if (format === "json") return pino({ level, hooks }, destination);
  const prettify = prettyFactory({ colorize: false, translateTime: "UTC:HH:MM:ss.l" });
  return pino({ level, hooks }, { write: (line) => destination.write(prettify(line) ?? "") });
}

function redact(line: string, values: readonly string[]): string {
  let text = line.replace(secretMember, '"$1":"[redacted]"');
  for (const form of secretForms) text = text.replace(form, "[redacted]");
  for (const value of values) text = text.replaceAll(value, "[redacted]");
  return text;
}
