import { expect, test } from "vitest";
import { sourceOf } from "../../../src/scanner/source.ts";
import { readAuthority } from "../../../src/scanner/urls/authority.ts";
import { findAddresses } from "../../../src/scanner/urls/find-addresses.ts";
import { whyHost } from "../../../src/scanner/urls/why-host.ts";

/** Holes are written as `_`. */
test.for<[value: string, quoted: boolean, authority: string, rest: string]>([
  ["a.initech.io/x", true, "a.initech.io", "/x"],
  ["a.initech.io", true, "a.initech.io", ""],
  ["a.initech.io:80?x@b", true, "a.initech.io:80", "?x@b"],
  ["a#x@b", true, "a", "#x@b"],
  ["a\\x@b", true, "a", "\\x@b"],
  ["[::1]:80/x", true, "[::1]:80", "/x"],
  ["${host}:80/x", true, "_:80", "/x"],
  ["a.{{ b }}.io/x", true, "a._.io", "/x"],
  ["a(b@initech.io/x", true, "a@initech.io", "/x"],
  ["a(b)@initech.io", true, "a@initech.io", ""],
  ["a b@initech.io/x", true, "a@initech.io", "/x"],
  ["a b@initech.io/x", false, "a", " b@initech.io/x"],
  ["a'b@initech.io/x", false, "a", "'b@initech.io/x"],
  ["a(b'@initech.io", false, "a", "(b'@initech.io"],
  ["a(b@initech.io", false, "a@initech.io", ""],
  ["a, mail b@initech.io", true, "a", ", mail b@initech.io"],
  ["a, b@initech.io and c", true, "a@initech.io", " and c"],
  ["a(b/c@initech.io", true, "a", "(b/c@initech.io"],
  ["a(b@c(d@initech.io", true, "a@initech.io", ""],
  [`a(${"b".repeat(290)}@initech.io`, true, "a@initech.io", ""],
  [`a(${"b".repeat(300)}@initech.io`, true, "a", `(${"b".repeat(300)}@initech.io`],
  ["a".repeat(2010), true, "a".repeat(2000), "a".repeat(10)],
  ["", true, "", ""],
])("%s (quoted: %s): %s", ([value, quoted, authority, rest]) => {
  const { text, end } = readAuthority(`://${value}`, 3, quoted);
  expect([text.replaceAll("\uFFFC", "_"), `://${value}`.slice(end)]).toEqual([authority, rest]);
});

test.for<[address: string, why: string]>([
  ["http://a.initech.io/x", "http:// to a.initech.io: unencrypted."],
  ["ws://10.0.0.1/x", "ws:// to 10.0.0.1, a private address: unencrypted."],
  ["http://a.svc/x", "http:// to a.svc, a service of the cluster: unencrypted."],
  ["http://a.corp/x", "http:// to a.corp, an internal host: unencrypted."],
  ["http://web/x", "http:// to web, a host of the local network: unencrypted."],
  ["http://${host}/x", "http:// to a host known only when the program runs: unencrypted."],
  ["http://", "http:// to a host known only when the program runs: unencrypted."],
  [`http://${"a".repeat(120)}.io`, `http:// to ${"a".repeat(100)}: unencrypted.`],
])("%s: %s", ([address, why]) => {
  const [found] = findAddresses(sourceOf("a.js", `f(\`${address}\`)`), [address.indexOf(":") + 3]);
  expect(whyHost(found ?? expect.fail())).toBe(why);
});
