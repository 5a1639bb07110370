import type { Severity } from "../../finding.ts";
import { isCommand, shells } from "../../patterns/command-place.ts";
import { commandWords } from "../../patterns/command-words.ts";
import { judgeText } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";

/** Options that a word follows which is no host. */
const valued = /^-(?:[PpUeuclbkS]|-\w+)$/;
/** The same of ftp itself, whose `-p` is passive mode. */
const valuedOfFtp = /^-(?:[PUuclbkS]|-\w+)$/;
const name = /^(?:[\w.-]+@)?(?:\$\{?\w+\}?|[a-z\d][\w.-]*(?:\$\{?\w+\}?)?|\[?[\da-f:]+\]?)$/i;
const noHost = /^(?:status|start|stop|restart|is|and|or|the|to|client|server)$/;

/** What the host weighs that a command connects to: what its script opens, or its first word that is no option. */
function weigh(place: Place): Severity | null {
  if (!isCommand(place)) return null;
  const words = commandWords(place);
  const script = words.flatMap((word) => word.split(/[\s;]+/));
  if (/ssl-force (?:true|yes|on)/.test(script.join(" "))) return null;
  const opens = script.indexOf("open");
  const options = /^ftp\b/.test(place.match[0]) ? valuedOfFtp : valued;
  const host = firstHost(opens === -1 ? words : script.slice(opens + 1), options);
  return host !== undefined && name.test(host) && !noHost.test(host) ? judgeText(place, host) : null;
}

function firstHost(words: readonly string[], options: RegExp): string | undefined {
  return words.find((word, index) => !/^[-+]/.test(word) && !options.test(words[index - 1] ?? ""));
}

/** Commands that speak protocols without encryption. */
export const commands: readonly Pattern[] = [
  {
    words: "telnet",
    languages: shells,
    match: /(?<![\w.$/-])telnet[ \t]/,
    when: weigh,
    why: "Telnet sends everything unencrypted.",
  },
  {
    words: ["ftp ", "ftpput ", "ftpget "],
    languages: shells,
    match: /(?<![\w.$/-])(?:t|l|nc)?ftp(?:put|get)?[ \t]/,
    when: weigh,
    why: "FTP sends passwords and files unencrypted.",
  },
  {
    words: ["rlogin ", "rsh "],
    languages: ["shell", "yaml-block", "makefile"],
    match: /(?<![\w.$/-])(?:rlogin|rsh)[ \t]/,
    when: weigh,
    why: "The remote shells before SSH send everything unencrypted.",
  },
  {
    // https://www.openldap.org/software/man.cgi?query=ldapsearch
    words: ["ldapsearch", "ldapmodify", "ldapadd", "ldapdelete", "ldapwhoami", "ldappasswd"],
    languages: shells,
    match:
      /(?<![\w.$/-])ldap(?:search|modify|add|delete|whoami|passwd)(?![^\n;|]{0,300}\s-ZZ?\b)[ \t][^\n;|]{0,200}?\s?-h\s+["']?([\w.-]{1,200}|\$\{?\w+\}?)/,
    when: (place) => judgeText(place, place.match[1] ?? ""),
    why: "LDAP sends passwords unencrypted without StartTLS.",
  },
];
