import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.php", "<?php $c = ftp_connect('ftp.initech.io');", "error"],
  ["a.php", "<?php $c = ftp_ssl_connect('ftp.initech.io');", "nothing"],
  ["a.php", "<?php $c = ftp_connect('127.0.0.1');", "nothing"],
  ["a.php", "<?php $mail->SMTPSecure = '';", "error"],
  ["a.php", "<?php $mail->SMTPAutoTLS = false;", "error"],
  ["a.php", "<?php $mail->SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS;", "nothing"],
  ["a.php", "<?php $t = new Swift_SmtpTransport('mail.initech.io', 25);", "error"],
  ["a.php", "<?php $t = new Swift_SmtpTransport('mail.initech.io', 465, 'ssl');", "nothing"],
  ["a.php", "<?php $t = (new Swift_SmtpTransport('mail.initech.io', 465))->setEncryption('ssl');", "nothing"],
  ["a.php", "<?php $l = ldap_connect('dc1.initech.io');", "error"],
  ["a.php", "<?php $l = ldap_connect('ldaps://dc1.initech.io');", "nothing"],
  ["a.php", "<?php $l = ldap_connect('dc1.initech.io'); ldap_start_tls($l);", "nothing"],
  ["a.php", "<?php $m = imap_open('{mail.initech.io:143/imap/notls}INBOX', $u, $p);", "error"],
  ["a.php", "<?php $m = imap_open('{mail.initech.io:993/imap/ssl}INBOX', $u, $p);", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
