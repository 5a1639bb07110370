import { codeAround } from "../../patterns/call.ts";
import { judgeValue } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { judgeCall } from "./judge-call.ts";
import { judgeNearest } from "./judge-nearest.ts";

const why = "Telnet sends everything unencrypted.";
const jvm = ["java", "kotlin", "scala", "groovy"];
const nodeTelnet = /["'](?:telnet-client|telnetlib|telnet-stream)["']/;
const plain = "The protocol of this client is not encrypted.";

/** Clients of Telnet and of the remote shells before SSH, and plain sockets to the ports of old protocols. */
export const telnet: readonly Pattern[] = [
  {
    // https://docs.python.org/3.12/library/telnetlib.html
    words: ["telnetlib", "telnet("],
    languages: ["python"],
    in: "code",
    match: /(?<![\w.])(?:telnetlib3?\.(?:Telnet|open_connection)|Telnet)\(/,
    when: (place) =>
      place.match[0].includes(".") || mentions(place.source, /\bfrom\s+telnetlib\b/) ? judgeCall(place) : null,
    why,
  },
  {
    // https://commons.apache.org/proper/commons-net/
    words: ["telnetclient(", "rloginclient(", "rcommandclient(", "rexecclient(", "tftpclient(", "nntpclient("],
    languages: [...jvm, "csharp"],
    in: "code",
    match:
      /(?<!\b(?:class|fun|def|void|static|private|public|protected)\s{1,4})(?<![\w.])(?:\w+\.)*(?:Telnet|RLogin|RCommand|RExec|TFTP|NNTP)Client\(/,
    when: (place) => {
      if (place.part.language.name === "csharp" && !/\bnew\s+$/.test(codeAround(place, 12, 0).before)) return null;
      // What the client of commons-net is made with is the type of a terminal.
      return judgeCall(place, place.part.language.name === "csharp" ? 0 : 9);
    },
    why: plain,
  },
  {
    // https://rubygems.org/gems/net-telnet
    words: "net::telnet",
    languages: ["ruby"],
    in: "code",
    match: /\bNet::Telnet(?:\.|::)new\s*(?=\()/,
    when: (place) => judgeCall(place),
    why,
  },
  {
    // https://metacpan.org/pod/Net::Telnet
    words: "net::telnet",
    languages: ["perl"],
    match: /\b(?:Net::Telnet->new|new\s+Net::Telnet)\s*(?=\()/,
    when: (place) => judgeCall(place),
    why,
  },
  {
    // https://www.npmjs.com/package/telnet-client
    words: "telnet",
    languages: ["javascript"],
    in: "code",
    match: /\bnew\s+(?:\w+\.)?(?:Telnet|TelnetSocket|TelnetClient)\(/,
    when: (place) => (mentions(place.source, nodeTelnet) ? judgeNearest(place) : null),
    why,
  },
  {
    // https://pkg.go.dev/github.com/reiver/go-telnet and others
    words: ["telnet.dial"],
    languages: ["go"],
    in: "code",
    match: /(?<![\w.])telnet\.(?:DialTo|DialToAndCall|Dial|DialTimeout)\(\s*(?:"tcp[46]?",\s*)?([^,()\n]{1,160})/,
    when: (place) => judgeValue(place, place.match[1] ?? ""),
    why,
  },
  {
    // .NET: PrimS.Telnet, MinimalisticTelnet
    words: ["telnet.client(", "telnetconnection("],
    languages: ["csharp"],
    in: "code",
    match: /\bnew\s+(?:(?:PrimS\.)?Telnet\.Client|TelnetConnection)\(/,
    when: (place) => judgeCall(place),
    why,
  },
  {
    // java.net.Socket to a host that is written out
    words: "socket(",
    languages: jvm,
    in: "code",
    match:
      /(?<![\w.])(?:new\s+(?:java\.net\.)?)?Socket\(\s*("[^"\n]{1,200}")\s*,\s*(?!443\b|465\b|636\b|853\b|993\b|995\b|8443\b)\d{1,5}\s*\)/,
    when: (place) => (judgeValue(place, place.match[1] ?? "") === "error" ? "warning" : null),
    why: "A plain socket; SSLSocket encrypts.",
  },
  {
    // Plain sockets to the ports of FTP, Telnet, SMTP, POP3, IMAP and LDAP
    words: ["socket(", "tcpclient(", "fsockopen(", "connect((", "net.dial(", "tcpstream::connect("],
    languages: [...jvm, "csharp", "php", "python", "go", "rust"],
    in: "code",
    match:
      /\b(?:new\s+(?:Socket|TcpClient)\(|fsockopen\(|(?:create_connection|connect)\(\(|net\.Dial\(\s*"tcp[46]?"\s*,|TcpStream::connect\(\(?)\s*(?:("[^"\n]{1,200}"|'[^'\n]{1,200}')\s*,\s*(?:21|23|25|110|143|389)\s*[,)]|("[^"\n:]{1,200}:(?:21|23|25|110|143|389)"))/,
    when: (place) => judgeValue(place, place.match[1] ?? place.match[2] ?? ""),
    why: plain,
  },
];
