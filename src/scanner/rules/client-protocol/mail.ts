import type { Severity } from "../../finding.ts";
import { codeAround, field, groupAfter, groupAround } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions, type Place } from "../../patterns/place.ts";
import { judgeCall } from "./judge-call.ts";
import { judgeNearest } from "./judge-nearest.ts";

const why = "Mail and passwords are sent without TLS.";
const enablesSsl = /\bEnableSsl\s*=\s*(?!\$?false\b)\S|\bMailKit\b/i;
const noNetwork = /SpecifiedPickupDirectory|PickupDirectoryFromIis/;

/** https://docs.python.org/3/library/smtplib.html, imaplib, poplib: encrypted by a call later in the file. */
function weighPython(place: Place): Severity | null {
  const [, module, type] = place.match;
  const own = type === "SMTP" ? "smtplib" : type === "IMAP4" ? "imaplib" : type === "POP3" ? "poplib" : "nntplib";
  if (module === undefined && !mentions(place.source, imports[own])) return null;
  return mentions(place.source, upgrades[own]) ? null : judgeCall(place);
}

const imports = {
  smtplib: /\bfrom\s+smtplib\s+import\b[^\n]{0,200}\bSMTP\b/,
  imaplib: /\bfrom\s+imaplib\s+import\b[^\n]{0,200}\bIMAP4\b/,
  poplib: /\bfrom\s+poplib\s+import\b[^\n]{0,200}\bPOP3\b/,
  nntplib: /\bfrom\s+nntplib\s+import\b[^\n]{0,200}\bNNTP\b/,
};
const upgrades = {
  smtplib: /\.starttls\s*\(/,
  imaplib: /\.starttls\s*\(/,
  poplib: /\.stls\s*\(/,
  nntplib: /\.starttls\s*\(/,
};

/** What nodemailer sends by instead, or knows the options of. */
const otherTransports = ["SES", "service", "sendmail", "streamTransport", "jsonTransport", "url"];

/** https://nodemailer.com/smtp/: without secure or requireTLS it encrypts only if the server offers to. */
function weighNodemailer(place: Place): Severity | null {
  const options = groupAfter({ ...place, start: place.end });
  if (options?.arguments.some(({ value }) => value.startsWith("..."))) return null;
  if (otherTransports.some((name) => field(options, name) !== undefined)) return null;
  const switches = [field(options, "secure"), field(options, "requireTLS")];
  if (switches.some((value) => value !== undefined && value !== "false")) return null;
  if (/^["']?465\b/.test(field(options, "port") ?? "")) return null;
  const host = field(options, "host") ?? field(options, "hostname");
  if (host === undefined) return switches[0] === "false" ? "error" : null;
  return judgeValue(place, host);
}

/** https://learn.microsoft.com/dotnet/api/system.net.mail.smtpclient.enablessl */
function weighSmtpClient(place: Place): Severity | null {
  if (mentions(place.source, enablesSsl) || mentions(place.source, noNetwork)) return null;
  const { after } = codeAround(place, 0, 500);
  if (!/^[({]\s*[)}]/.test(after)) return judgeCall(place);
  const host = /\bHost\s*=\s*([^,;}\n]{1,160})/.exec(after)?.[1];
  return host === undefined ? null : judgeValue(place, host);
}

/** Clients of SMTP, IMAP and POP3 that do not encrypt: Python, Node, .NET. */
export const mail: readonly Pattern[] = [
  {
    words: ["smtp(", "imap4(", "pop3(", "nntp("],
    languages: ["python"],
    in: "code",
    match: /(?<![\w.])(smtplib\.|imaplib\.|poplib\.|nntplib\.)?(SMTP|IMAP4|POP3|NNTP)\(/,
    when: weighPython,
    why,
  },
  {
    // aiosmtplib, https://aiosmtplib.readthedocs.io/en/stable/encryption.html; it upgrades unless told not to
    words: "start_tls",
    languages: ["python"],
    in: "code",
    match: /(?<![\w.])start_tls\s*=\s*False\b/,
    when: (place) =>
      !/\buse_tls\s*=\s*True\b/.test(codeAround(place, 300, 300).before + codeAround(place, 300, 300).after),
    why,
  },
  {
    // https://imapclient.readthedocs.io/
    words: "imapclient(",
    languages: ["python"],
    in: "code",
    match: /\bIMAPClient\(/,
    when: (place) => (field(groupAfter(place), "ssl") === "False" ? judgeCall(place) : null),
    why,
  },
  {
    words: "createtransport(",
    languages: ["javascript"],
    in: "code",
    match: /\bcreateTransport\(\s*(?:new\s+\w+\(\s*)?(?=\{)/,
    when: weighNodemailer,
    why: "Without secure or requireTLS, mail and passwords may be sent unencrypted.",
  },
  {
    words: "ignoretls",
    languages: ["javascript"],
    in: "code",
    match: /\bignoreTLS\s*:\s*true\b/,
    when: (place) => {
      const options = groupAround(place);
      const host = field(options, "host");
      if (field(options, "secure") === "true") return null;
      return host === undefined ? "error" : judgeValue(place, host);
    },
    why,
  },
  {
    // https://www.npmjs.com/package/imapflow, imap, node-pop3
    words: ["imapflow(", "imap(", "pop3command("],
    languages: ["javascript"],
    in: "code",
    match: /\bnew\s+(?:\w+\.)?(?:ImapFlow|Imap|Pop3Command)\(\s*(?=\{)/i,
    when: (place) => {
      const options = groupAfter({ ...place, start: place.end, end: place.end });
      const tls = field(options, "secure") ?? field(options, "tls");
      const isOff = tls === "false" || (tls === undefined && /\bimap\(/i.test(place.match[0]));
      const host = field(options, "host");
      return isOff && host !== undefined ? judgeValue(place, host) : null;
    },
    why,
  },
  {
    words: "smtpclient",
    languages: ["csharp", "visual-basic", "fsharp", "powershell"],
    in: "code",
    match:
      /(?:\bnew\s+(?:System\.Net\.Mail\.|Mail\.)?SmtpClient|\bSmtpClient\s+\w+\s*=\s*new|New-Object\s+(?:-TypeName\s+)?(?:System\.)?Net\.Mail\.SmtpClient|SmtpClient\]::new)\s*(?=[({])/i,
    when: weighSmtpClient,
    why: "SmtpClient encrypts only with EnableSsl.",
  },
  {
    words: "enablessl",
    languages: ["csharp", "visual-basic", "fsharp", "powershell"],
    in: "code",
    match: /\bEnableSsl\s*=\s*\$?false\b/i,
    when: judgeNearest,
    why: "The client is told not to encrypt.",
  },
  {
    // MailKit, https://mimekit.net/docs/html/T_MailKit_Security_SecureSocketOptions.htm
    words: "securesocketoptions.none",
    languages: ["csharp", "visual-basic", "fsharp", "powershell"],
    in: "code",
    match:
      /\b(?:Connect|ConnectAsync)\s*\(([^,()\n]{1,160}),[^;\n]{0,160}\bSecureSocketOptions\.None\b|=\s*SecureSocketOptions\.None\b/,
    when: (place) => (place.match[1] === undefined ? true : judgeValue(place, place.match[1])),
    why,
  },
  {
    words: ["send-mailmessage"],
    languages: ["powershell"],
    match: /\bSend-MailMessage\b(?![^\n]{0,390}-UseSsl\b)[^\n]{0,300}?-SmtpServer\s+(["']?[^\s;|]{1,160})/i,
    when: (place) => {
      const host = place.match[1] ?? "";
      return host.includes("$") ? judgeValue(place, host) : judgeValue(place, `"${host.replaceAll(/["']/g, "")}"`);
    },
    why,
  },
];
