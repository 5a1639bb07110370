import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  [
    "a.js",
    "const ftp = require('basic-ftp');\nconst c = new ftp.Client();\nawait c.access({ host: 'ftp.initech.io', user: 'u', secure: false });",
    "error",
  ],
  [
    "a.js",
    "const ftp = require('basic-ftp');\nconst c = new ftp.Client();\nawait c.access({ host: 'ftp.initech.io', user: 'u' });",
    "error",
  ],
  [
    "a.js",
    "const ftp = require('basic-ftp');\nconst c = new ftp.Client();\nawait c.access({ host: 'ftp.initech.io', user: 'u', secure: true });",
    "nothing",
  ],
  ["a.js", "const c = new Foo();\nawait c.connect({ host: 'ftp.initech.io', user: 'u' });", "nothing"],
  ["a.js", "const Client = require('ftp');\nconst c = new Client();\nc.connect({ host: 'ftp.initech.io' });", "error"],
  ["a.js", "const f = new JSFtp({ host: 'ftp.initech.io' });", "error"],
  [
    "a.js",
    "const { Telnet } = require('telnet-client');\nconst t = new Telnet();\nt.connect({ host: 'sw1.initech.io' });",
    "error",
  ],
  ["a.js", "const t = nodemailer.createTransport({ host: 'mail.initech.io', port: 25, secure: false });", "error"],
  ["a.js", "const t = nodemailer.createTransport({ host: 'mail.initech.io', port: 587 });", "error"],
  [
    "a.js",
    "const t = nodemailer.createTransport({ host: 'mail.initech.io', port: 587, requireTLS: true });",
    "nothing",
  ],
  ["a.js", "const t = nodemailer.createTransport({ host: 'mail.initech.io', port: 465, secure: true });", "nothing"],
  ["a.js", "const t = nodemailer.createTransport({ host: 'mail.initech.io', port: 465 });", "nothing"],
  ["a.js", "const t = nodemailer.createTransport({ host: 'localhost', port: 1025 });", "nothing"],
  ["a.js", "const t = nodemailer.createTransport({ SES: { ses, aws } });", "nothing"],
  ["a.js", "const t = nodemailer.createTransport({ service: 'gmail', auth });", "nothing"],
  ["a.js", "const t = nodemailer.createTransport({ host: 'mail.initech.io', secure: config.secure });", "nothing"],
  ["a.js", "const i = new Imap({ user, host: 'mail.initech.io', port: 143, tls: false });", "error"],
  ["a.js", "const i = new Imap({ user, host: 'mail.initech.io', port: 993, tls: true });", "nothing"],
  ["a.js", "const c = new ImapFlow({ host: 'mail.initech.io', port: 143, secure: false });", "error"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
