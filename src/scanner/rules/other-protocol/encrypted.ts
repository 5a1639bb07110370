import { mentions } from "../../patterns/place.ts";
import type { Source } from "../../source.ts";
import type { Address } from "../../urls/address.ts";
import type { Scheme } from "../../urls/scheme.ts";

/** Parameters of an address that switch TLS on. */
const parameter =
  /[?&;](?:tls|ssl|secure|use_?ssl|use_?tls|start_?tls|encryption|transport|ssl_?mode|tls_?mode|security|protocol)=(?:true|1|on|yes|require[d]?|always|verify\w*|ssl\w*|tls\w*|starttls\w*|https|ssh|mandatory|[?#&])(?![\w-])/i;
/** Ports on which a protocol begins with TLS. */
const portOfTls: Partial<Record<Scheme, string>> = {
  amqp: "5671",
  imap: "993",
  irc: "6697",
  ldap: "636",
  mqtt: "8883",
  nntp: "563",
  pop: "995",
  pop3: "995",
  sip: "5061",
  smtp: "465",
  ftp: "990",
  telnet: "992",
};
/** Options beside an address, in the same call or map, that switch TLS on. */
const option =
  /["']?\b(?:use_?|is_?|enable_?|with_?|require_?)?(?:tls|ssl|secure|start_?tls)(?:_?(?:options|config|context|enabled|ca|params|settings|socket_factory))?\b["']?\s*(?::|=>?|,)\s*(?:true\b|1\b|["'](?:true|1|required?)["']|\{(?!\s*\})|new\b|&?tls\b|ssl\b|\w+(?:Context|Config|Options)\b)|\bnats\.(?:Secure|RootCAs|ClientCert|TLSHandshakeFirst)\s*\(|\bSetTLSConfig\s*\(|\.(?:use_?)?(?:ssl|tls)\(\s*(?:true)?\s*\)|\btls_set(?:_context)?\s*\(/i;
/** Commands that turn a connection into an encrypted one after it began. */
const upgrades =
  /(?:start[_-]?tls(?:_s|_required)?)\b(?!["']?\s*(?::|=>?|,)\s*["']?(?:false|no|off|0|never|disabled?)\b)/i;
const upgraded = new Set<Scheme>(["ldap", "smtp", "imap", "pop", "pop3", "nntp", "irc"]);

/** Ends a statement or a map. */
const border = /;|\n[ \t]*\r?\n|\n[ \t]*(?:def|func|function|class|const|let|var|return)\b/;

/** Whether a connection is encrypted for all that its scheme does not say so. */
export function isEncrypted(source: Source, address: Address): boolean {
  const { scheme, authority, after } = address;
  const port = portOfTls[scheme];
  if (port !== undefined && authority.endsWith(`:${port}`)) return true;
  if (parameter.test(after.split(/[\s"'<>`]/, 1)[0] ?? "")) return true;
  if (upgraded.has(scheme) && mentions(source, upgrades)) return true;
  return option.test(beside(source, address));
}

/** The statement or map that an address stands in, without the address, not further than a few lines. */
function beside({ text }: Source, { part, strings, start, end }: Address): string {
  const from = strings === undefined ? end : (part.tokens[strings[1]]?.end ?? end);
  const before =
    text
      .slice(Math.max(0, start - 300), start)
      .split(border)
      .at(-1) ?? "";
  const after = text.slice(from, from + 300).split(border, 1)[0] ?? "";
  return `${before}\n${after}`;
}
