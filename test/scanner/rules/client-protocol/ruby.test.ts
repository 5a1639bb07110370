import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.rb", "ftp = Net::FTP.new('ftp.initech.io')", "error"],
  ["a.rb", "ftp = Net::FTP.new('ftp.initech.io', ssl: true)", "nothing"],
  ["a.rb", "Net::FTP.open('ftp.initech.io') do |ftp|", "error"],
  ["a.rb", "ftp = Net::FTP.new('localhost')", "nothing"],
  ["a.rb", "t = Net::Telnet::new('Host' => 'sw1.initech.io')", "error"],
  ["a.rb", "Net::SMTP.start('mail.initech.io', 25) do |smtp|", "warning"],
  ["a.rb", "Net::SMTP.start('localhost', 25) do |smtp|", "nothing"],
  ["a.rb", "smtp = Net::SMTP.new('mail.initech.io', 587)\nsmtp.enable_starttls", "nothing"],
  ["a.rb", "imap = Net::IMAP.new('mail.initech.io')", "error"],
  ["a.rb", "imap = Net::IMAP.new('mail.initech.io', ssl: true)", "nothing"],
  ["a.rb", "imap = Net::IMAP.new('mail.initech.io', 993, true)", "nothing"],
  ["a.rb", "config.action_mailer.smtp_settings = { address: 'mail.initech.io', enable_starttls_auto: false }", "error"],
  ["a.rb", "l = Net::LDAP.new(host: 'dc1.initech.io', port: 389)", "error"],
  ["a.rb", "l = Net::LDAP.new(host: 'dc1.initech.io', port: 636, encryption: :simple_tls)", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
