import { field, groupAfter, positional } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { judgeCall } from "./judge-call.ts";

const why = "LDAP sends passwords unencrypted without TLS.";

/** Clients of LDAP that do not encrypt. */
export const ldap: readonly Pattern[] = [
  {
    // https://ldap3.readthedocs.io/en/latest/server.html
    words: "server(",
    languages: ["python"],
    in: "code",
    match: /(?<![\w.])(?:ldap3\.)?Server\(/,
    when: (place) => {
      if (!mentions(place.source, /\b(?:from|import)\s+ldap3\b/)) return null;
      return mentions(place.source, /\buse_ssl\s*=(?!\s*False)|\bstart_tls\b|AUTO_BIND_TLS|\bldaps:/)
        ? null
        : judgeCall(place);
    },
    why,
  },
  {
    // UnboundID, https://docs.ldap.com/ldap-sdk/docs/javadoc/com/unboundid/ldap/sdk/LDAPConnection.html
    words: ["ldapconnection("],
    languages: ["java", "kotlin", "scala", "groovy"],
    in: "code",
    match: /(?<!\b(?:class|fun|def|static|private|public|protected)\s{1,4})\bLDAPConnection\(/,
    when: (place) => {
      const first = positional(groupAfter(place), 0);
      if (first === undefined || /ssl|socketFactory/i.test(first)) return null;
      return mentions(place.source, /StartTLS|SSLUtil|SSLSocketFactory/) ? null : judgeValue(place, first);
    },
    why,
  },
  {
    // https://learn.microsoft.com/dotnet/api/system.directoryservices.protocols.ldapconnection
    words: ["ldapconnection("],
    languages: ["csharp", "visual-basic"],
    in: "code",
    match: /\bnew\s+LdapConnection\(/,
    when: (place) =>
      mentions(place.source, /\bSecureSocketLayer\s*=(?!\s*false)|StartTransportLayerSecurity|StartTls|\b636\b/)
        ? null
        : judgeCall(place),
    why,
  },
  {
    words: "securesocketlayer",
    languages: ["csharp", "visual-basic", "powershell"],
    in: "code",
    match: /\bSecureSocketLayer\s*=\s*\$?false\b/i,
    why,
  },
  {
    // https://www.php.net/manual/en/function.ldap-connect.php
    words: "ldap_connect",
    languages: ["php"],
    in: "code",
    match: /(?<!\bfunction\s{1,4})(?<![\w>:])ldap_connect\s*\(/,
    when: (place) => {
      const first = positional(groupAfter(place), 0) ?? "";
      if (/:\/\//.test(first) || !/^["']/.test(first)) return null;
      return mentions(place.source, /\bldap_start_tls\b/) ? null : judgeValue(place, first);
    },
    why,
  },
  {
    // https://www.rubydoc.info/gems/net-ldap/Net/LDAP
    words: "net::ldap",
    languages: ["ruby"],
    in: "code",
    match: /\bNet::LDAP(?:\.|::)(?:new|open)\s*(?=\()/,
    when: (place) => {
      if (mentions(place.source, /\bencryption\b|simple_tls|start_tls/)) return null;
      return field(groupAfter(place), "host") === undefined ? null : judgeCall(place);
    },
    why,
  },
  {
    // https://pkg.go.dev/github.com/go-ldap/ldap/v3
    words: "ldap.dial(",
    languages: ["go"],
    in: "code",
    match: /(?<![\w.])ldap\.Dial\(\s*"tcp[46]?"\s*,\s*([^()\n]{1,160})/,
    when: (place) => (mentions(place.source, /\.StartTLS\(/) ? null : judgeValue(place, place.match[1] ?? "")),
    why,
  },
  {
    // https://metacpan.org/pod/Net::LDAP
    words: "net::ldap->new",
    languages: ["perl"],
    match: /\bNet::LDAP->new\s*\(/,
    when: (place) => (mentions(place.source, /->\s*start_tls\b|ldaps:/) ? null : judgeCall(place)),
    why,
  },
];
