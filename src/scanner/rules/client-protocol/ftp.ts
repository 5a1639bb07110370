import { codeAround, field, groupAfter, positional } from "../../patterns/call.ts";
import { judgeText, judgeValue, literalsOf } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { judgeCall } from "./judge-call.ts";

const why = "FTP sends passwords and files unencrypted.";
const jvm = ["java", "kotlin", "scala", "groovy"];
const dotnet = ["csharp", "fsharp", "visual-basic", "powershell"];
const nodeFtp = /["'](?:ftp|promise-ftp|basic-ftp|@icetee\/ftp|ftp-client)["']/;
const fromFtplib = /\bfrom\s+ftplib\s+import\b[^\n]{0,200}\bFTP\b/;
const enablesSsl = /\bEnableSsl\s*=\s*(?!\$?false\b)\S/i;
const fluentEncrypts = /\bEncryptionMode\s*=\s*(?:\w+\.)*(?:Explicit|Implicit|Auto)\b|\bAutoConnect\s*\(/;

/** Clients of FTP that do not encrypt, in every language. */
export const ftp: readonly Pattern[] = [
  {
    // https://docs.python.org/3/library/ftplib.html
    words: ["ftplib.ftp(", "ftp("],
    languages: ["python"],
    in: "code",
    match: /(?<![\w.])(?:ftplib\.)?FTP\(/,
    when: (place) => (place.match[0].includes(".") || mentions(place.source, fromFtplib) ? judgeCall(place) : null),
    why,
  },
  {
    // https://www.php.net/manual/en/function.ftp-connect.php
    words: "ftp_connect",
    languages: ["php"],
    in: "code",
    match: /(?<!\bfunction\s{1,4})(?<![\w>:])ftp_connect\s*\(/i,
    when: (place) => judgeCall(place),
    why,
  },
  {
    // https://commons.apache.org/proper/commons-net/ and Spring Integration
    words: ["ftpclient", "ftpsessionfactory("],
    languages: jvm,
    in: "code",
    match:
      /(?<!\b(?:class|fun|def|void|static|private|public|protected)\s{1,4})(?<![\w.])(?:new\s+)?(?:\w+\.)*(?:(?:FTPClient|FTPHTTPClient|DefaultFtpSessionFactory)\(|(?<=new\s)FTPClient\b)/,
    when: (place) =>
      place.part.language.name === "java" && !place.match[0].startsWith("new") ? null : judgeCall(place),
    why,
  },
  {
    // https://docs.ruby-lang.org/en/master/Net/FTP.html
    words: "net::ftp",
    languages: ["ruby"],
    in: "code",
    match:
      /\bNet::FTP(?:\.|::)(?:new|open)\b(?!\s*\([^)\n]{0,200}\bssl:(?!\s*(?:false|nil)))(?![ \t][^\n]{0,200}\bssl:(?!\s*(?:false|nil)))/,
    when: (place) =>
      groupAfter(place) === undefined
        ? judgeValue(place, codeAround(place, 0, 160).after.split(/[,\n]/)[0] ?? "")
        : judgeCall(place),
    why,
  },
  {
    // https://learn.microsoft.com/dotnet/api/system.net.ftpwebrequest
    words: "ftpwebrequest",
    languages: dotnet,
    in: "code",
    match:
      /(?:\(\s*(?:System\.Net\.)?FtpWebRequest\s*\)\s*(?:System\.Net\.)?(?:Ftp)?WebRequest\.Create|\bWebRequest\.Create\([^;\n]{0,200}\bas\s+FtpWebRequest|\bCType\s*\(\s*WebRequest\.Create\([^\n]{0,200}FtpWebRequest|\[(?:System\.)?Net\.FtpWebRequest\]\s*(?:::Create|\[(?:System\.)?Net\.WebRequest\]::Create))/i,
    when: (place) => {
      if (mentions(place.source, enablesSsl)) return null;
      const given = `${positional(groupAfter(place), 0) ?? ""} ${place.match[0]}`;
      const address = literalsOf(given).find((text) => text.includes("://"));
      return address === undefined ? "error" : judgeText(place, address.replace(/^.*?:\/\//, ""));
    },
    why: "FtpWebRequest encrypts only with EnableSsl.",
  },
  {
    // FluentFTP, https://github.com/robinrodricks/FluentFTP/wiki/FTPS-Connection
    words: "ftpclient(",
    languages: dotnet,
    in: "code",
    match: /\bnew\s+(?:FluentFTP\.)?(?:Async)?FtpClient\(/,
    when: (place) => (mentions(place.source, fluentEncrypts) ? null : judgeCall(place)),
    why,
  },
  {
    words: "ftpencryptionmode.none",
    languages: dotnet,
    in: "code",
    match: /(?<![=!]=\s{0,4}|\bcase\s{1,4})\bFtpEncryptionMode\.None\b/,
    why: "The FTP client is told not to encrypt.",
  },
  {
    // https://www.npmjs.com/package/basic-ftp, https://www.npmjs.com/package/ftp
    words: [".access(", ".connect("],
    languages: ["javascript"],
    in: "code",
    match: /\.(?:access|connect)\(\s*(?=\{)/,
    shown: /\bsecure["']?\s*:\s*false\b/,
    when: (place) => {
      const isKnown = mentions(place.source, nodeFtp);
      const options = groupAfter({ ...place, start: place.end, end: place.end });
      const secure = field(options, "secure");
      if (secure !== undefined && secure !== "false") return null;
      // No other client has a method of that name with this option.
      if (!isKnown && (secure === undefined || place.match[0].includes("connect"))) return null;
      const host = field(options, "host");
      if (host !== undefined) return judgeValue(place, host);
      return secure === "false" ? "error" : null;
    },
    why: "The FTP client does not encrypt unless secure is set.",
  },
  {
    // https://www.npmjs.com/package/jsftp
    words: "jsftp(",
    languages: ["javascript"],
    in: "code",
    match: /\bnew\s+[jJ][sS][fF][tT][pP]\(/,
    when: (place) => judgeCall(place),
    why,
  },
  {
    // https://pkg.go.dev/github.com/jlaffaye/ftp and other packages
    words: ["ftp.dial", "goftp.connect(", "ftp.connect("],
    languages: ["go"],
    in: "code",
    match:
      /(?<![\w.])(?:go)?ftp\.(?:Dial|DialTimeout|DialConfig|Connect)\((?![^;\n]{0,300}(?:WithTLS|WithExplicitTLS|TLSConfig|WithDialFunc))/,
    when: (place) => (/TLS(?:\(|Config)/.test(codeAround(place, 0, 300).after) ? null : judgeCall(place)),
    why,
  },
  {
    // https://docs.rs/suppaftp/latest/suppaftp/
    words: "ftpstream::connect",
    languages: ["rust"],
    in: "code",
    match: /\b(?:Async)?FtpStream::connect(?:_with_stream|_timeout)?\(/,
    when: (place) => (mentions(place.source, /\binto_secure\b/) ? null : judgeCall(place)),
    why,
  },
  {
    // https://www.erlang.org/doc/apps/ftp/ftp.html
    words: ["ftp.open(", "ftp:open("],
    languages: ["elixir", "erlang"],
    in: "code",
    match: /(?:(?<!\w):ftp\.|(?<![\w:])ftp:)open\((?![^)\n]{0,200}\btls)/,
    when: (place) => judgeCall(place),
    why,
  },
  {
    // https://pub.dev/packages/ftpconnect
    words: "ftpconnect(",
    languages: ["dart"],
    in: "code",
    match: /\bFTPConnect\((?![^;]{0,300}\bSecurityType\.FTPE?S)/,
    when: (place) => judgeCall(place),
    why,
  },
  {
    // https://perldoc.perl.org/Net::FTP
    words: "net::ftp->new",
    languages: ["perl"],
    match: /\bNet::FTP->new\s*\((?![^;]{0,300}\bSSL\s*=>\s*1)/,
    when: (place) => (mentions(place.source, /->\s*starttls\b/) ? null : judgeCall(place)),
    why,
  },
  {
    // Qt, Poco and WinINet
    words: ["qftp", "ftpclientsession", "internet_service_ftp", "internet_default_ftp_port"],
    languages: ["c"],
    in: "code",
    match:
      /\bnew\s+QFtp\b|(?<!\bclass\s{1,4})(?:\bFTPClientSession(?:\s+\w+\s*[({]|>\()|\bnew\s+(?:\w+::)*FTPClientSession\()(?!\s*(?:const|\w+::\w+\s*&))|\bInternetConnect[AW]?\s*\([^;]{1,300}?INTERNET_(?:SERVICE_FTP|DEFAULT_FTP_PORT)\b/,
    why,
  },
];
