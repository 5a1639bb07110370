import type { Pattern } from "../../patterns/pattern.ts";
import { framesOf, isInCall } from "../../patterns/place.ts";
import { isDone } from "./context.ts";
import { statementAround, weightIfDone } from "./hosts.ts";

const languages = ["javascript"];
const NOTHING =
  "(?:undefined|null|void 0|true|\\{\\s*(?:return(?:\\s+(?:undefined|null|void 0|true))?\\s*;?\\s*)?\\})(?![\\w.(])";

/** Node.js, browsers that are driven, and shells around browsers. */
export const javascript: readonly Pattern[] = [
  {
    // https://nodejs.org/api/tls.html#tlsconnectoptions-callback
    words: "checkserveridentity",
    languages,
    in: "code",
    match: new RegExp(
      `checkServerIdentity["']?\\s*(?:[:=]\\s*(?:async\\s*)?(?:function\\s*\\w*\\s*\\([^()]*\\)\\s*|\\([^()]*\\)(?:\\s*:\\s*[\\w| ]+)?\\s*=>\\s*|\\w+\\s*=>\\s*)|\\([^()]*\\)\\s*(?=\\{))\\(?${NOTHING}`,
    ),
    when: isDone,
    why: "A certificate of any host is accepted.",
  },
  {
    words: "rejectunauthorized",
    languages,
    in: "code",
    match: /\brejectUnauthorized["']?\]?\s*[:=](?!=)\s*(?:!1|!true|!!0)\b/,
    when: weightIfDone,
    why: "Certificates are not verified.",
  },
  {
    // https://www.electronjs.org/docs/latest/api/session#sessetcertificateverifyprocproc
    words: "setcertificateverifyproc",
    languages,
    in: "code",
    match:
      /\bsetCertificateVerifyProc\s*\(\s*(?:async\s*)?(?:function\s*)?\(?[^()]{0,80}\)?\s*(?:=>)?\s*\{?\s*(?:return\s+)?(?:callback|cb|done|\w{1,12})\s*\(\s*0\s*\)/,
    why: "Electron accepts any certificate.",
  },
  {
    words: "certificate-error",
    languages,
    match:
      /['"`]certificate-error['"`]\s*,[^;]{0,120}\{(?:(?!\bif\b|\?).|\n)*?\b(?:callback|cb|done|\w{1,12})\s*\(\s*true\s*\)/,
    when: ({ match }) => !/\bif\b/.test(match[0]),
    why: "Electron accepts any certificate.",
  },
  {
    words: "ignore-certificate-errors",
    languages,
    match: /\bappendSwitch\(\s*['"`]ignore-certificate-errors['"`]/,
    why: "The browser accepts any certificate.",
  },
  {
    // https://forwardemail.github.io/superagent/#tls-options
    words: "disabletlscerts()",
    languages,
    in: "code",
    match: /\.\s*disableTLSCerts\(\)/,
    when: weightIfDone,
    why: "Certificates are not verified.",
  },
  {
    // https://nodemailer.com/smtp
    words: "secure",
    languages,
    in: "code",
    match: /(?<![\w$.])["']?secure["']?\s*:\s*false\b(?!\s*\|)/,
    when: (place) =>
      isInCall(place, /createTransport/) &&
      !/\brequireTLS["']?\s*:\s*true/.test(statementAround(place)) &&
      weightIfDone(place),
    why: "Mail may be sent without TLS.",
  },
  {
    // Agents and clients with a flag of that name: Docker, Kubernetes, OpenTelemetry, gRPC
    words: "insecure",
    languages,
    in: "code",
    match: /(?<![\w$.])["']?insecure["']?\s*:\s*true\b(?!\s*\|)/,
    when: (place) =>
      framesOf(place).some(({ name }) =>
        /agent|client|http|request|fetch|axios|got|registry|tls|connect/i.test(name),
      ) && weightIfDone(place),
    why: "Certificates are not verified.",
  },
  {
    // https://grpc.github.io/grpc/node/grpc.credentials.html
    words: "createinsecure",
    languages,
    in: "code",
    match: /\b(?:[cC]redentials|ChannelCredentials)\.createInsecure\s*\(/,
    when: weightIfDone,
    why: "gRPC is spoken without TLS.",
  },
];
