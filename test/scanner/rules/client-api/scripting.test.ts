import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.ex", '{:ok, conn} = Mint.HTTP.connect(:http, "api.initech.io", 80)', "error"],
  ["a.ex", '{:ok, conn} = Mint.HTTP.connect(:https, "api.initech.io", 443)', "nothing"],
  ["a.ex", 'HTTPoison.get!("api.initech.io/v1")', "error"],
  ["a.ex", 'HTTPoison.get!("https://api.initech.io/v1")', "nothing"],
  ["a.pl", "my $s = IO::Socket::INET->new(PeerAddr => 'www.initech.io', PeerPort => 80, Proto => 'tcp');", "error"],
  ["a.pl", "my $s = IO::Socket::INET->new('www.initech.io:80');", "error"],
  ["a.pl", "my $s = IO::Socket::INET->new(LocalPort => 80, Listen => 5);", "nothing"],
  ["a.pl", 'my $s = Net::HTTP->new(Host => "www.initech.io");', "error"],
  ["a.lua", 'sock:connect("www.initech.io", 80)', "error"],
  ["a.lua", 'sock:connect("127.0.0.1", 80)', "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});
