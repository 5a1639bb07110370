import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["A.cs", "var r = (FtpWebRequest)WebRequest.Create(uri);", "error"],
  ["A.cs", "var r = (FtpWebRequest)WebRequest.Create(uri);\nr.EnableSsl = true;", "nothing"],
  ["A.cs", 'var c = new FtpClient("ftp.initech.io", "u", "p");', "error"],
  [
    "A.cs",
    'var c = new FtpClient("ftp.initech.io", "u", "p");\nc.Config.EncryptionMode = FtpEncryptionMode.Explicit;',
    "nothing",
  ],
  ["A.cs", "c.Config.EncryptionMode = FtpEncryptionMode.None;", "error"],
  ["A.cs", 'var c = new SmtpClient("mail.initech.io", 25);', "error"],
  ["A.cs", 'var c = new SmtpClient("mail.initech.io", 587) { EnableSsl = true };', "nothing"],
  ["A.cs", 'var c = new SmtpClient("localhost", 25);', "nothing"],
  ["A.cs", "using MailKit.Net.Smtp;\nvar c = new SmtpClient();", "nothing"],
  ["A.cs", 'await c.ConnectAsync("mail.initech.io", 25, SecureSocketOptions.None);', "error"],
  ["A.cs", 'await c.ConnectAsync("mail.initech.io", 587, SecureSocketOptions.StartTls);', "nothing"],
  ["A.cs", "client.EnableSsl = false;", "error"],
  ["a.ps1", "Send-MailMessage -To a -From b -SmtpServer mail.initech.io", "error"],
  ["a.ps1", "Send-MailMessage -To a -From b -SmtpServer mail.initech.io -UseSsl", "nothing"],
  ["A.cs", 'var c = new LdapConnection("dc1.initech.io");', "error"],
  ["A.cs", 'var c = new LdapConnection("dc1.initech.io");\nc.SessionOptions.SecureSocketLayer = true;', "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
