import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.rs", 'let mut f = FtpStream::connect("ftp.initech.io:21").unwrap();', "error"],
  ["a.rs", 'let mut f = FtpStream::connect("ftp.initech.io:21").unwrap().into_secure(c, "x").unwrap();', "nothing"],
  ["a.rs", 'let m = SmtpTransport::builder_dangerous("mail.initech.io").build();', "error"],
  ["a.rs", 'let m = SmtpTransport::relay("mail.initech.io")?.build();', "nothing"],
  ["a.rs", 'let m = SmtpTransport::builder_dangerous("localhost").build();', "nothing"],
  ["a.cpp", 'Poco::Net::SMTPClientSession session("mail.initech.io");', "error"],
  ["a.cpp", "curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_NONE);", "error"],
  [
    "a.cpp",
    'InternetConnect(h, "ftp.initech.io", INTERNET_DEFAULT_FTP_PORT, u, p, INTERNET_SERVICE_FTP, 0, 0);',
    "error",
  ],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
