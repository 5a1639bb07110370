import type { Pattern } from "../../patterns/pattern.ts";

/** PHP's FTP functions, https://www.php.net/manual/en/function.ftp-connect.php */
export const php: readonly Pattern[] = [
  {
    words: "ftp_connect",
    languages: ["php"],
    in: "code",
    match: /\bftp_connect\s*\(/i,
    why: "FTP sends passwords and files unencrypted.",
  },
];
