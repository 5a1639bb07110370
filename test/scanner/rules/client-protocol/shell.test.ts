import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.sh", "ftp -n ftp.initech.io <<EOF", "error"],
  ["a.sh", "telnet sw1.initech.io 23", "error"],
  ["a.sh", "telnet localhost 11211", "nothing"],
  ["a.sh", "apt-get install -y telnet ftp.x", "nothing"],
  ["a.sh", "tftp 10.0.0.1 -c get x", "warning"],
  ["a.sh", 'lftp -u user,pass ftp.initech.io -e "mirror; quit"', "error"],
  ["a.sh", "lftp sftp://ftp.initech.io", "nothing"],
  ["a.sh", "sftp user@ftp.initech.io", "nothing"],
  ["a.sh", 'echo "telnet sw1.initech.io"', "nothing"],
  ["a.sh", "ldapsearch -x -h dc1.initech.io -b dc=initech", "error"],
  ["a.sh", "ldapsearch -x -ZZ -h dc1.initech.io -b dc=initech", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
