import { codeAround, field, groupAfter, positional } from "../../patterns/call.ts";
import { judgeText } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { isInCall, mentions } from "../../patterns/place.ts";
import { judgeCall } from "./judge-call.ts";
import { judgeNearest } from "./judge-nearest.ts";

const why = "Mail and passwords are sent without TLS.";

/** Clients of SMTP, IMAP and POP3 that do not encrypt: Go, Ruby, PHP, Rust and others. */
export const mailElsewhere: readonly Pattern[] = [
  {
    // https://pkg.go.dev/github.com/wneessen/go-mail, go-simple-mail, go-imap
    words: ["mail.notls", "mail.nostarttls", "mail.encryptionnone", "imapclient.dialinsecure(", "client.dial("],
    languages: ["go"],
    in: "code",
    match:
      /(?<![=!]=\s{0,4}|\bcase\s{1,4})\bmail\.(?:NoTLS|NoStartTLS|EncryptionNone)\b|\bimapclient\.DialInsecure\(|(?<![\w.])client\.Dial\((?=\s*"[^"\n]*:(?:143|110|imap)")/,
    when: (place) => (place.match[0].endsWith("(") ? judgeCall(place) : judgeNearest(place)),
    why,
  },
  {
    // https://docs.ruby-lang.org/en/master/Net/SMTP.html: it upgrades if the server offers to
    words: "net::smtp",
    languages: ["ruby"],
    in: "code",
    match: /\bNet::SMTP(?:\.|::)(?:new|start)\s*(?=\()/,
    when: (place) => {
      if (mentions(place.source, /\benable_(?:starttls|tls|ssl)\b|\b(?:tls|starttls|ssl):\s*(?!false|nil)\S/))
        return null;
      return judgeCall(place) === "error" ? "warning" : judgeCall(place);
    },
    why: "Without enable_starttls, mail and passwords may be sent unencrypted.",
  },
  {
    words: ["net::imap", "net::pop"],
    languages: ["ruby"],
    in: "code",
    match: /\bNet::(?:IMAP|POP3|POP)(?:\.|::)(?:new|start)\s*(?=\()/,
    when: (place) => {
      const call = groupAfter(place);
      if (!["false", "nil"].includes(field(call, "ssl") ?? "nil")) return null;
      if (["993", "995", "true"].includes(positional(call, 1) ?? "")) return null;
      return mentions(place.source, /\benable_ssl\b|\bstarttls\b/) || positional(call, 2) === "true"
        ? null
        : judgeCall(place);
    },
    why,
  },
  {
    words: ["enable_starttls_auto", "disable_starttls", "disable_tls"],
    languages: ["ruby", "yaml"],
    match: /\benable_starttls_auto\b["']?\s*(?:=>|:|=(?!=))\s*false\b|\.disable_(?:starttls|tls)\b/,
    when: (place) => {
      const { before, after } = codeAround(place, 300, 200);
      const isEncrypted = /\b(?:ssl|tls|enable_starttls)\b["']?\s*(?:=>|:)\s*true\b/.test(before + after);
      return isEncrypted ? null : judgeNearest(place);
    },
    why,
  },
  {
    // https://github.com/PHPMailer/PHPMailer
    words: "smtpautotls",
    languages: ["php"],
    in: "code",
    match: /->SMTPAutoTLS\s*=\s*false\b/i,
    when: (place) =>
      mentions(place.source, /->SMTPSecure\s*=\s*(?:['"](?:tls|ssl)|[\w\\]+::|\$)/) ? null : judgeNearest(place),
    why,
  },
  {
    words: "smtpsecure",
    languages: ["php"],
    in: "code",
    match: /->SMTPSecure\s*=\s*(?:(['"])(?:none)?\1|false|null)\s*;/i,
    when: judgeNearest,
    why,
  },
  {
    words: ["swift_smtptransport"],
    languages: ["php"],
    in: "code",
    match: /(?:\bnew\s+\\?Swift_SmtpTransport|\bSwift_SmtpTransport::newInstance)\s*(?=\()/,
    when: (place) => {
      const call = groupAfter(place);
      if (positional(call, 0) === undefined || positional(call, 2) !== undefined) return null;
      return mentions(place.source, /->setEncryption\(/) ? null : judgeCall(place);
    },
    why,
  },
  {
    // https://www.php.net/manual/en/function.imap-open.php
    words: ["imap_open"],
    languages: ["php"],
    match: /\bimap_open\(\s*["']\{([\w.-]{1,200})(?::\d+)?((?:\/[\w-]+(?:=\w+)?){0,8})\}/,
    when: (place) => (/\/(?:ssl|tls)\b/.test(place.match[2] ?? "") ? null : judgeText(place, place.match[1] ?? "")),
    why,
  },
  {
    // https://docs.rs/lettre/latest/lettre/transport/smtp/struct.SmtpTransport.html
    words: "builder_dangerous(",
    languages: ["rust"],
    in: "code",
    match: /\b(?:Async)?SmtpTransport(?:::<[^()\n]{0,60}>)?::builder_dangerous\(/,
    when: (place) =>
      /^[^;]{0,300}\.tls\((?!\s*(?:\w+::)*Tls::None)/.test(codeAround(place, 0, 400).after) ? null : judgeCall(place),
    why,
  },
  {
    // https://rstudio.github.io/blastula/reference/creds.html
    words: "use_ssl",
    languages: ["r"],
    in: "code",
    match: /\buse_ssl\s*=\s*(?:FALSE|F)\b/,
    when: (place) => isInCall(place, /(?:^|:)(?:create_smtp_)?creds\w*$/),
    why,
  },
  {
    // Swoosh, Bamboo, gen_smtp
    words: ["tls: :never", "{tls, never}"],
    languages: ["elixir", "erlang"],
    in: "code",
    match: /\btls: :never\b|\{tls, never\}/,
    when: (place) => {
      const { before, after } = codeAround(place, 300, 200);
      return /\bssl: true\b/.test(before + after) ? null : judgeNearest(place);
    },
    why,
  },
  {
    words: ["net::smtp->new", "net::pop3->new", "mail::imapclient->new"],
    languages: ["perl"],
    match: /\b(?:Net::SMTP|Net::POP3|Mail::IMAPClient)->new\s*\((?![^;]{0,300}\b(?:SSL|Ssl|Starttls)\s*=>\s*1)/,
    when: (place) => (mentions(place.source, /->\s*starttls\b/) ? null : judgeCall(place)),
    why,
  },
  {
    // https://pub.dev/documentation/mailer/latest/
    words: "allowinsecure",
    languages: ["dart"],
    in: "code",
    match: /\ballowInsecure:\s*true\b/,
    when: (place) => mentions(place.source, /\bSmtpServer\b/),
    why,
  },
  {
    // MailCore, SwiftSMTP
    words: ["mcoconnectiontypeclear", "connectiontype", "ignoretls"],
    languages: ["swift", "c"],
    in: "code",
    match: /\bconnectionType\s*=\s*(?:\.clear|MCOConnectionType(?:\.c|C)lear)\b|\btlsMode:\s*\.ignoreTLS\b/,
    why,
  },
  {
    // libcurl
    words: "curlusessl_none",
    languages: ["c", "php"],
    in: "code",
    match: /\bCURLOPT_USE_SSL\s*(?:,|=>)\s*(?:\(long\)\s*)?CURLUSESSL_NONE\b/,
    why,
  },
  {
    // Poco
    words: ["smtpclientsession", "pop3clientsession"],
    languages: ["c"],
    in: "code",
    match: /(?<!Secure)(?<!\bclass\s{1,4})\b(?:SMTP|POP3)ClientSession\s+\w+\s*[({](?!\s*const\b)/,
    when: (place) => judgeCall(place),
    why,
  },
];
