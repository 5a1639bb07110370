import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.ex", '{:ok, pid} = :ftp.open(~c"ftp.initech.io")', "error"],
  ["a.ex", 'config :app, Mailer, adapter: Swoosh.Adapters.SMTP, relay: "mail.initech.io", tls: :never', "error"],
  ["a.ex", 'config :app, Mailer, relay: "mail.initech.io", tls: :always', "nothing"],
  ["a.pl", 'my $f = Net::FTP->new("ftp.initech.io", Debug => 0);', "error"],
  ["a.pl", 'my $f = Net::FTP->new("ftp.initech.io", SSL => 1);', "nothing"],
  ["a.pl", "my $t = new Net::Telnet(Host => 'sw1.initech.io');", "error"],
  ["a.pl", "my $s = Net::SMTP->new('mail.initech.io');", "error"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP011", path, text)).toBe(weight);
});
