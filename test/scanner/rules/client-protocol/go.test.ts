import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.go", 'c, err := ftp.Dial("ftp.initech.io:21", ftp.DialWithTimeout(5*time.Second))', "error"],
  ["a.go", 'c, err := ftp.Dial("ftp.initech.io:21", ftp.DialWithExplicitTLS(cfg))', "nothing"],
  ["a.go", 'c, err := ftp.Dial("localhost:21")', "nothing"],
  ["a.go", 'telnet.DialToAndCall("sw1.initech.io:23", caller)', "error"],
  ["a.go", 'l, err := ldap.Dial("tcp", "dc1.initech.io:389")', "error"],
  ["a.go", 'l, err := ldap.Dial("tcp", "dc1.initech.io:389")\nl.StartTLS(cfg)', "nothing"],
  ["a.go", 'c, err := mail.NewClient("mail.initech.io", mail.WithTLSPolicy(mail.NoTLS))', "error"],
  ["a.go", "server.Encryption = mail.EncryptionNone", "error"],
  ["a.go", 'smtp.SendMail("mail.initech.io:25", auth, from, to, msg)', "nothing"],
  ["a.go", 'conn, err := net.Dial("tcp", "mail.initech.io:25")', "error"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
