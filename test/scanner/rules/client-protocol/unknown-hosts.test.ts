import { expect, test } from "vitest";
import { clientProtocol } from "../../../../src/scanner/rules/client-protocol/index.ts";
import { hitsOf } from "../hits-of.ts";

test.for<[path: string, text: string]>([
  ["a.js", "t = createTransport({ secure: false });"],
  ["a.js", "x = { ignoreTLS: true };"],
  ["a.js", "const ftp = require('basic-ftp');\nc.access({ secure: false });"],
  ["a.js", "require('telnet-client');\nconst t = new Telnet();"],
  ["A.cs", "var r = (FtpWebRequest)WebRequest.Create(uri);"],
  ["a.php", "<?php $m->SMTPSecure = false;"],
  ["a.php", "<?php $c = ftp_connect();"],
  ["a.sh", "telnet $HOST"],
  ["a.sh", "ldapsearch -h $HOST"],
  [".env", "MAIL_ENCRYPTION=null"],
])("%s: %s: where it connects to is not known, which is an error", ([path, text]) => {
  expect(hitsOf(clientProtocol, path, text)).toBe("error");
});
