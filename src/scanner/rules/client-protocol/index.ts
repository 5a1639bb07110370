import { patternRule } from "../../patterns/pattern-rule.ts";
import { php } from "./php.ts";

/** HTTP011: a client of FTP, Telnet or SMTP that does not encrypt. */
export const clientProtocol = patternRule({
  id: "HTTP011",
  title: "Client of an unencrypted protocol",
  remedy: "Use the variant over TLS (SFTP, FTPS, SMTP with STARTTLS, SSH).",
  patterns: [...php],
});
