import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.py", "ftp = ftplib.FTP('ftp.initech.io')", "error"],
  ["a.py", "ftp = ftplib.FTP('localhost')", "nothing"],
  ["a.py", "ftp = ftplib.FTP_TLS('ftp.initech.io')", "nothing"],
  ["a.py", "from ftplib import FTP\nftp = FTP(host)", "error"],
  ["a.py", "class FTP(Base): pass\nx = FTP(host)", "nothing"],
  ["a.py", "ftp = ftplib.FTP()\nftp.connect(host, 21)", "error"],
  ["a.py", "ftp = ftplib.FTP()\nftp.connect('127.0.0.1', 21)", "nothing"],
  ["a.py", "tn = telnetlib.Telnet(host, 23)", "error"],
  ["a.py", "s = smtplib.SMTP('mail.initech.io', 25)\ns.sendmail(a, b, c)", "error"],
  ["a.py", "s = smtplib.SMTP('mail.initech.io', 587)\ns.starttls()", "nothing"],
  ["a.py", "s = smtplib.SMTP_SSL('mail.initech.io', 465)", "nothing"],
  ["a.py", "s = smtplib.SMTP('localhost')", "nothing"],
  ["a.py", "m = imaplib.IMAP4('mail.initech.io')", "error"],
  ["a.py", "m = imaplib.IMAP4_SSL('mail.initech.io')", "nothing"],
  ["a.py", "m = poplib.POP3('mail.initech.io')", "error"],
  ["a.py", "import ldap3\ns = ldap3.Server('dc1.initech.io', get_info=ALL)", "error"],
  ["a.py", "import ldap3\ns = ldap3.Server('dc1.initech.io', use_ssl=True)", "nothing"],
  ["a.py", "s = Server('dc1.initech.io')", "nothing"],
  ["a.py", "EMAIL_HOST = 'mail.initech.io'\nEMAIL_USE_TLS = False", "error"],
  ["a.py", "EMAIL_HOST = 'mail.initech.io'\nEMAIL_USE_TLS = False\nEMAIL_USE_SSL = True", "nothing"],
  ["a.py", "EMAIL_HOST = 'localhost'\nEMAIL_USE_TLS = False", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
