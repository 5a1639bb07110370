import { codeAround } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { judgeCall } from "./judge-call.ts";

const why = "Mail and passwords are sent without TLS.";
const languages = ["java", "kotlin", "scala", "groovy"];
const javaEncrypts = /starttls|ssl\.enable|smtps|socketFactory|setSSL|setStartTLS|SSLOnConnect/i;

/** Clients of SMTP, IMAP and POP3 on the JVM that do not encrypt. */
export const mailJvm: readonly Pattern[] = [
  {
    // Jakarta Mail, https://jakarta.ee/specifications/mail/: encryption is off unless a property turns it on
    words: ["mail.smtp.host", "mail.imap.host", "mail.pop3.host"],
    languages,
    match: /["']mail\.(?:smtp|imap|pop3)\.host["']\s*(?:,|\]\s*=|to\b|->)\s*([^;\n]{1,160}?)\s*(?:[);\n]|$)/,
    when: (place) => (mentions(place.source, javaEncrypts) ? null : judgeValue(place, place.match[1] ?? "")),
    why,
  },
  {
    words: ["getstore("],
    languages,
    in: "code",
    match: /\.getStore\(\s*"(?:imap|pop3)"\s*\)/,
    when: (place) => !mentions(place.source, javaEncrypts),
    why,
  },
  {
    // Apache Commons Net and Commons Email
    words: ["smtpclient(", "imapclient(", "pop3client("],
    languages,
    in: "code",
    match:
      /(?<!\b(?:class|fun|def|void|static|private|public|protected)\s{1,4})(?<![\w.])(?:\w+\.)*(?:SMTPClient|AuthenticatingSMTPClient|IMAPClient|POP3Client)\(/,
    when: (place) =>
      /Authenticating/.test(place.match[0]) && mentions(place.source, /\bexecTLS\b/) ? null : judgeCall(place),
    why,
  },
  {
    words: ["setsslonconnect(", "setstarttlsenabled(", "starttlsoptions.disabled", "setstarttls("],
    languages,
    in: "code",
    match: /\.set(?:SSLOnConnect|StartTLSEnabled|StartTLSRequired)\(\s*false\s*\)|\bStartTLSOptions\.DISABLED\b/i,
    when: (place) => !mentions(place.source, /\.set(?:SSLOnConnect|StartTLSEnabled|StartTLSRequired|Ssl)\(\s*true/),
    why,
  },
  {
    // Spring's JavaMailSenderImpl
    words: "javamailsenderimpl",
    languages,
    in: "code",
    match: /(?:\bnew\s+|=\s*)JavaMailSenderImpl\(\s*\)/,
    when: (place) => {
      if (mentions(place.source, javaEncrypts)) return null;
      const host = /\b(?:setHost\(|host\s*=)\s*([^;)\n]{1,160})/.exec(codeAround(place, 0, 500).after)?.[1];
      return host === undefined ? null : judgeValue(place, host);
    },
    why,
  },
];
