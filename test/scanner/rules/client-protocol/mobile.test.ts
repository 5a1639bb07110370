import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.dart", "final f = FTPConnect('ftp.initech.io', user: 'u', pass: 'p');", "error"],
  ["a.dart", "final f = FTPConnect('ftp.initech.io', user: 'u', securityType: SecurityType.FTPES);", "nothing"],
  ["a.dart", "final s = SmtpServer('mail.initech.io', port: 25, allowInsecure: true);", "error"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
