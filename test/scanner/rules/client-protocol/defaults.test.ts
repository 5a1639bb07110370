import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.js", "const Client = require('ftp');\nvar c = new Client();\nc.connect({ 'secure': false });", "error"],
  ["a.js", "nodemailer.createTransport({ secure: false, requireTLS: false });", "error"],
  ["A.java", 'Socket s = new Socket("echo.initech.io", 7000);', "warning"],
  ["A.java", 'Socket s = new Socket("localhost", 7000);', "nothing"],
  ["A.java", "Socket s = new Socket(host, port);", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
