/** Schemes of HTTP without encryption. */
const web = ["http", "ws"] as const;
/** Schemes of other protocols without encryption; their twins over TLS have names of their own, or a parameter. */
const other = [
  "amqp",
  "coap",
  "ftp",
  "git",
  "gopher",
  "imap",
  "irc",
  "ldap",
  "mongodb",
  "mqtt",
  "nats",
  "nntp",
  "pop",
  "pop3",
  "redis",
  "rtmp",
  "rtsp",
  "sip",
  "smtp",
  "stomp",
  "svn",
  "telnet",
  "tftp",
] as const;

/** A scheme without encryption. */
export type Scheme = (typeof web)[number] | (typeof other)[number];

const all: ReadonlySet<string> = new Set([...web, ...other]);

/** Whether a word, in lower case, is a scheme without encryption. */
export function isScheme(word: string): word is Scheme {
  return all.has(word);
}

/** Whether a scheme is one of HTTP. */
export function isWeb(scheme: Scheme): boolean {
  return scheme === "http" || scheme === "ws";
}
