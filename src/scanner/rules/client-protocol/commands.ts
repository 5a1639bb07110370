import type { Severity } from "../../finding.ts";
import { isCommand, shells } from "../../patterns/command-place.ts";
import { commandWords } from "../../patterns/command-words.ts";
import { judgeText } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import type { Place } from "../../patterns/place.ts";

/** Options that a word follows which is no host. */
const valued = /^-(?:[PpuUeclbkS]|-\w+)$/;
const name = /^(?:[\w.-]+@)?(?:\$\{?\w+\}?|[a-z\d][\w.-]*(?:\$\{?\w+\}?)?|\[?[\da-f:]+\]?)$/i;

/** What the host weighs that a command connects to: the first word that is no option. */
function weigh(place: Place): Severity | null {
  if (!isCommand(place)) return null;
  const words = commandWords(place);
  if (/ssl-force\s+(?:true|yes|on)/.test(words.join(" "))) return null;
  const opened = /\bopen\s+(?:-\S+\s+\S+\s+)?([\w.-]+)/.exec(words.join(" "))?.[1];
  if (opened !== undefined && place.match[0].startsWith("lftp")) return judgeText(place, opened);
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    if (valued.test(word)) index += 1;
    else if (word === ">") return null;
    else if (!/^[-+]/.test(word)) {
      if (/^\$/.test(word)) return name.test(word) ? "error" : null;
      return name.test(word) && !/^(?:status|start|stop|restart|is|and|or|the|to|client|server)$/.test(word)
        ? judgeText(place, word.replace(/^.*@/, ""))
        : null;
    }
  }
  return null;
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
    when: (place) => (/^\$/.test(place.match[1] ?? "") ? "error" : judgeText(place, place.match[1] ?? "")),
    why: "LDAP sends passwords unencrypted without StartTLS.",
  },
];
