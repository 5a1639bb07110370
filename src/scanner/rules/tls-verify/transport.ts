import type { Severity } from "../../finding.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { type Place, textAfter, textBefore } from "../../patterns/place.ts";
import { isDone } from "./context.ts";
import { statementAround, weightOfHosts } from "./hosts.ts";
import { flags, switchedOff, switchedOn } from "./options.ts";

const plain = "TLS is switched off.";

/** Options that switch TLS off, whatever they are written in. */
const encrypting = [
  "require ssl",
  "require tls",
  "require secure transport",
  "ssl required",
  "tls required",
  "force ssl",
  "force tls",
  "force https",
  "enforce ssl",
  "enforce tls",
  "ssl enabled",
  "tls enabled",
  "enable ssl",
  "enable tls",
  "enable https",
  "use tls",
  "mail use tls",
  "start tls",
  "smtp start tls",
  "use start tls",
  "starttls enable",
  "starttls required",
  "starttls enabled",
  "ssl enable",
  "tls enable",
  "secure ssl redirect",
  "session cookie over tls",
  "secure socket layer",
  "force ssl admin",
  "force ssl login",
  "enable starttls auto",
  "smtp auto tls",
  "smtp ssl",
  "https enabled",
];
const unencrypting = [
  "disable ssl",
  "disable tls",
  "disable https",
  "ssl disabled",
  "tls disabled",
  "skip ssl",
  "skip tls",
  "no ssl",
  "no tls",
  "allow plaintext",
  "use plaintext",
  "insecure transport",
  "tls disable",
  "ssl disable",
];
const counterpart =
  /(?:use_?|enable_?|smtp_?)?(?:ssl|(?:start_?)?tls|secure|smtps)(?:_?enabled?)?["'`]?\]?\s*(?:=>|[:=(])\s*["']?(?:true|yes|on|1)\b/i;
/** What shows that `ssl` or `tls` is about a connection of ours, and not a server that builds or serves pages. */
const connecting =
  /\b(?:host(?:name)?|server|connection_?string|database|db_?name|db|dialect\w*|uri|endpoint|brokers?|user(?:name)?|password|vhost|nodes|\w*(?:Pool|Client|Connection|Connect|DataSource|Sequelize)|connect|knex|postgres(?:ql)?|pg|mysql2?|mariadb|mongo\w*|redis|smtp|imap|amqp\w*|ldap\w*|kafka\w*|cassandra|rabbit\w*|elastic\w*|mail(?:er)?|transport|typeorm|Consul)\b/i;
const serving =
  /\b(?:dev_?Server|webpack\w*|browserTarget|buildTarget|proxyConfig|architect|serve|bundle\w*|compilerOptions|browser_?sync|minify|plugins|entry)\b/i;

/** Whether nearby the other way to encrypt is on: `use_tls` off where `use_ssl` is on. */
function isOtherwise(place: Place): boolean {
  return counterpart.test(textBefore(place, 200)) || counterpart.test(textAfter(place, 200));
}

function isConnection(place: Place): Severity | boolean | null {
  if (!isDone(place)) return false;
  const isCode = place.part.language.form === "code";
  const around = isCode ? statementAround(place) : textBefore(place, 300) + textAfter(place, 200);
  if (serving.test(around) || !connecting.test(around)) return false;
  return weightOfHosts(around, place.settings);
}

/** TLS switched off by an option of any language or format. */
export const transport: readonly Pattern[] = [
  ...switchedOff(encrypting, plain, (place) => !isOtherwise(place)),
  ...switchedOn(unencrypting, plain),
  flags(["skip ssl", "disable tls", "disable ssl", "no tls", "no ssl"], plain),
  {
    words: ["ssl", "tls"].flatMap((name) => [":", "=", " ", '"', "'", "`"].map((next) => name + next)),
    match:
      /(?<![\w$.-]|[\w$.-]["'`:])(?:ssl|tls)["'`]?\s*(?:=>|[:=](?!=))\s*(?:["']?false["']?|:false|["']?off["']?)(?![\w.|-])/iy,
    when: isConnection,
    why: plain,
  },
];
