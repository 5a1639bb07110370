import type { Pattern } from "../../patterns/pattern.ts";
import { lineAround, type Place, textBefore } from "../../patterns/place.ts";
import { isDone } from "./context.ts";
import { weightIfDone, weightOfHosts } from "./hosts.ts";

const unverified = "Certificates are not verified.";
const plain = "The connection is not encrypted.";
const anyHost = "A certificate of any host is accepted.";
const parent = /["']?[\w./-]*(?:tls|ssl|https|x509|certificate)[\w.-]*["']?\]{0,2}\s*(?:=>|[:=])?\s*\{?\s*$/i;

/** Whether a key stands under one for TLS, or after it within a few lines of the same block. */
function isUnderTls(place: Place): boolean {
  const [own = "", ...above] = textBefore(place, 300).split("\n").reverse();
  if (/(?:tls|ssl)["']?\s*(?:=>|[:=])\s*\{[^{}]*$/i.test(own) || /(?:tls|ssl)\w*\.$/i.test(own)) return true;
  const header = above.find((line) => line.startsWith("[") || (/\S/.test(line) && indentOf(line) < indentOf(own)));
  return header !== undefined && parent.test(header);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function weighNamed(place: Place) {
  const [, host = ""] = place.match;
  return isDone(place) && weightOfHosts(`https://${host}`, place.settings);
}

/** Configuration of servers, brokers and tools, in whatever format, and the same keys in code. */
export const configuration: readonly Pattern[] = [
  {
    words: "verify",
    next: /(?!\w)/y,
    match: /(?<![\w-]|[\w-]["'])verify["']?\s*(?:=>|[:=](?!=))\s*["']?(?:false|no|off|none|0)\b(?!\s*\|)/iy,
    when: (place) => isUnderTls(place) && weightIfDone(place),
    why: unverified,
  },
  {
    words: ["verification_mode", "verification-mode", "verificationmode"],
    match: /\bverification[_-]?mode["']?\s*(?:=>|[:=](?!=))\s*["']?none\b/i,
    when: isDone,
    why: unverified,
  },
  {
    words: "insecure",
    languages: ["yaml", "json", "toml", "ini", "properties", "hcl", "yaml-block"],
    match: /(?<![\w.-])["']?insecure["']?\s*[:=]\s*["']?true\b/i,
    when: (place) =>
      (place.part.language.name === "hcl" ||
        isUnderTls(place) ||
        /\[registr|\bcluster:/.test(textBefore(place, 200))) &&
      weightIfDone(place),
    why: unverified,
  },
  {
    // https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file
    words: ["insecure-registries", "insecureregistries", "insecure_registries", "insecure-registry"],
    match: /\binsecure[-_]?registr(?:ies|y)["']?(?:\s*[:=]\s*|[ \t]+)\[?\s*(?:-\s*)?["']?([\w*][\w.:*-]*)/i,
    when: (place) => !/^(?:true|false|nil|null|var|local)\b/.test(place.match[1] ?? "") && weighNamed(place),
    why: "The registry is spoken to without TLS, or without looking at its certificate.",
  },
  {
    // https://kafka.apache.org/documentation/#configuration
    words: ["security.protocol", "security_protocol", "securityprotocol", "security-protocol"],
    match:
      /security[._-]?protocol(?:_CONFIG)?["'`]?\]?\)?\s*(?:=>|[:=](?!=)|,)\s*["'`]?(?:(?:\w+\.)?SecurityProtocol\.)?(?:SASL_?)?PLAINTEXT\b(?!:)/i,
    when: weightIfDone,
    why: plain,
  },
  {
    words: [
      "endpoint.identification.algorithm",
      "endpoint_identification_algorithm",
      "endpointidentificationalgorithm",
    ],
    match:
      /\b(?:\w+\.){0,3}\w*endpoint[._]?identification[._]?algorithm(?:_CONFIG)?["'`]?\]?(?:\s*(?:=>|[:=](?!=)|,)\s*(?:""|''|["']?none\b|["'] ["'])|[ \t]*[=:][ \t]*(?=\r?$))/im,
    when: weightIfDone,
    why: anyHost,
  },
  {
    // https://docs.ansible.com/ansible/latest/os_guide/windows_winrm.html
    words: "server_cert_validation",
    match: /server_cert_validation["']?\]?\s*[:=,]\s*["']?ignore\b/,
    when: isDone,
    why: unverified,
  },
  {
    // https://docs.haproxy.org
    words: "verify none",
    match: /\bssl\b[^\n]{0,160}\bverify\s+none\b|\bssl-server-verify\s+none\b|\bca-base\b[^\n]{0,80}\bverify\s+none\b/,
    when: isDone,
    why: unverified,
  },
  {
    // https://caddyserver.com/docs/caddyfile/directives/reverse_proxy
    words: "tls_insecure_skip_verify",
    match: /^[ \t]*tls_insecure_skip_verify[ \t]*\r?$/m,
    why: unverified,
  },
  {
    // https://www.squid-cache.org/Doc/config/cache_peer/
    words: "dont_verify_peer",
    match: /\bDONT_VERIFY_(?:PEER|DOMAIN)\b/,
    languages: ["ini", "server-configuration", "plain", "yaml", "yaml-block", "shell"],
    when: isDone,
    why: unverified,
  },
  {
    // https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/transport_sockets/tls/v3/common.proto
    words: "accept_untrusted",
    match: /\btrust_chain_verification["']?\s*[:=]\s*["']?ACCEPT_UNTRUSTED\b/,
    when: isDone,
    why: unverified,
  },
  {
    // https://manpages.debian.org/apt-transport-https
    words: ["::verify-peer", "::verify-host"],
    match: /\bhttps(?:::[\w.-]+)?::Verify-(?:Peer|Host)\b["']?[\s=]+["']?(?:false|no|0)\b/i,
    when: isDone,
    why: unverified,
  },
  {
    // https://www.gnupg.org, https://stunnel.org
    words: "verify",
    files: /stunnel.*\.conf$/i,
    match: /^[ \t]*verify[ \t]*=[ \t]*[01]\b/m,
    why: unverified,
  },
  {
    // https://maven.apache.org/resolver/configuration.html
    words: "securitymode=insecure",
    match: /\bhttps\.securityMode=insecure\b/,
    when: isDone,
    why: unverified,
  },
  {
    // https://getcomposer.org/doc/06-config.md
    words: ["tls_security_level", "tlsconnect", "mail_encryption"],
    match:
      /\bsmtp_tls_security_level\s*=\s*none\b|\bTLSConnect\s*=\s*unencrypted\b|\bMAIL_ENCRYPTION\s*[:=]\s*["']?(?:null|none)?["']?[ \t]*$/m,
    when: weightIfDone,
    why: plain,
  },
  {
    // https://www.mongodb.com/docs/manual/reference/configuration-options/
    words: "mode",
    languages: ["yaml"],
    match: /(?<=^[ ]+)mode:[ \t]*["']?(?:disabled|allowTLS|allowSSL)\b/m,
    when: isUnderTls,
    why: plain,
  },
  {
    // https://spring.io/projects/spring-grpc and others: how a gRPC client speaks
    words: ["negotiation-type", "negotiationtype"],
    match: /\bnegotiation-?type["']?\s*[:=]\s*["']?plaintext\b/i,
    when: (place) => isDone(place) && !/server/i.test(lineAround(place).before),
    why: plain,
  },
];
