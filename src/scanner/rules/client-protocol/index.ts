import { patternRule } from "../../patterns/pattern-rule.ts";
import { commands } from "./commands.ts";
import { ftp } from "./ftp.ts";
import { ldap } from "./ldap.ts";
import { mail } from "./mail.ts";
import { mailElsewhere } from "./mail-elsewhere.ts";
import { mailJvm } from "./mail-jvm.ts";
import { mailSettings } from "./mail-settings.ts";
import { telnet } from "./telnet.ts";

/** HTTP011: a client of FTP, Telnet, mail or LDAP that does not encrypt. */
export const clientProtocol = patternRule({
  id: "HTTP011",
  title: "Client of an unencrypted protocol",
  remedy: "Use the variant over TLS (SFTP, FTPS, SMTP with STARTTLS, SSH).",
  patterns: [...ftp, ...telnet, ...mail, ...mailJvm, ...mailElsewhere, ...mailSettings, ...ldap, ...commands],
});
