import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["A.java", 'FTPClient ftp = new FTPClient();\nftp.connect("ftp.initech.io");', "error"],
  ["A.java", 'FTPClient ftp = new FTPClient();\nftp.connect("localhost");', "nothing"],
  ["A.java", "FTPSClient ftp = new FTPSClient();", "nothing"],
  ["A.kt", "val ftp = FTPClient()", "error"],
  ["A.java", "import org.apache.commons.net.ftp.FTPClient;", "nothing"],
  ["A.java", "public class MyFTPClient extends FTPClient {}", "nothing"],
  ["A.java", "TelnetClient t = new TelnetClient();", "error"],
  ["A.java", "new DefaultFtpSessionFactory();", "error"],
  ["A.java", 'props.put("mail.smtp.host", "mail.initech.io");', "error"],
  [
    "A.java",
    'props.put("mail.smtp.host", "mail.initech.io");\nprops.put("mail.smtp.starttls.enable", "true");',
    "nothing",
  ],
  ["A.java", 'props.put("mail.smtp.starttls.enable", "false");', "error"],
  ["A.java", 'props.put("mail.smtp.host", "localhost");', "nothing"],
  ["A.java", 'LDAPConnection c = new LDAPConnection("dc1.initech.io", 389);', "error"],
  [
    "A.java",
    'LDAPConnection c = new LDAPConnection(sslUtil.createSSLSocketFactory(), "dc1.initech.io", 636);',
    "nothing",
  ],
  ["A.java", 'Socket s = new Socket("mail.initech.io", 25);', "error"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
