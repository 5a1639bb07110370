import { expect, test } from "vitest";
import type { Frame, Surroundings } from "../../../src/scanner/context/surroundings.ts";
import { sourceOf } from "../../../src/scanner/source.ts";
import type { Address } from "../../../src/scanner/urls/address.ts";
import { findAddresses } from "../../../src/scanner/urls/find-addresses.ts";
import { isJoinedByCall } from "../../../src/scanner/urls/joined-by-call.ts";

const [bare] = findAddresses(sourceOf("a.js", "f('http://')"), [7]);
const around: Surroundings = { code: "", following: "", name: "", frames: [], tag: undefined };

function joined(value: Pick<Address, "before" | "after">, given: Partial<Surroundings>): boolean {
  if (bare === undefined) throw new Error("no address");
  return isJoinedByCall({ ...bare, ...value }, { ...around, ...given });
}

function call(name: string, commas = 0): Frame {
  return { bracket: "(", name, commas };
}

test.for<[before: string, after: string, answer: boolean]>([
  ["[concat('", "', host)]", true],
  [" [concat('", "'  , host)]", true],
  ["[f(concat('", "',host)]", true],
  ["see [concat('", "', host)]", false],
  ["[concat('", "')]", false],
  ["[concat('", "x', host)]", false],
  ["[concat(a) '", "', host)]", false],
  ["[join('", "', host)]", false],
  ["", "', host)]", false],
])("a value with an expression: %shttp://%s → %s", ([before, after, answer]) => {
  expect(joined({ before, after }, {})).toBe(answer);
});

test.for<[code: string, answer: boolean]>([
  ["s << ", true],
  ["s <<", true],
  ["s <<  ", true],
  ["s += ", true],
  ["$s .= ", true],
  ["s += L", true],
  ["s += $@", true],
  ["s += abc", false],
  ["s += x; f = ", false],
  ["s + ", false],
  ["[s append:@", true],
  ["[s append : ", true],
  ["[s appendString:@", true],
  ["[s appendFormat: @", true],
  ["[s appendData:@", false],
  ["[s stringByAppendingString:@", true],
  ["[[A alloc] initWithString:@", true],
  ["[s appendString:@; x", false],
  ["(str ", true],
  ["(string-append a ", true],
  ["(format nil ", true],
  ["(concat (f) ", false],
  ["(str a) x", false],
  ["(strip ", false],
  ["x = ", false],
])("behind %j: %s", ([code, answer]) => {
  expect(joined({ before: "", after: "" }, { code })).toBe(answer);
});

test.for<[following: string, answer: boolean]>([
  [", host].join('')", true],
  [", host) . concat(x)", true],
  [", host]\n.joinToString()", true],
  [", host].\n  mkString", true],
  ["].reduce(f)", true],
  ["].joined", true],
  ["].joins", true],
  ["].mkStrings", false],
  ["].length", false],
  ["] + [a].join('')", false],
  ["]; x].join('')", false],
  [".to_string() + host", true],
  ["\n  .to_owned()+ host", true],
  [".into()", false],
  [", a.clone() + b", false],
])("before %j: %s", ([following, answer]) => {
  expect(joined({ before: "", after: "" }, { following })).toBe(answer);
});

test.for<[frames: readonly Frame[], following: string, answer: boolean]>([
  [[call("paste0")], ", host)", true],
  [[call("a.b.join")], ")", true],
  [[call(""), call("sprintf")], ")", true],
  [[call("f"), call("sprintf")], ")", false],
  [[call("joiner")], ")", false],
  [[call("gsub", 1)], ")", true],
  [[call("s.replace", 1)], "  )", true],
  [[call("gsub", 1)], ", x)", false],
  [[call("gsub", 0)], ")", false],
  [[call("gsub", 0)], ", '')", false],
  [[], ")", false],
])("in %j before %j: %s", ([frames, following, answer]) => {
  expect(joined({ before: "", after: " " }, { frames, following })).toBe(answer);
});

test("what is joined to a scheme is no path, and what stands before it is nothing", () => {
  expect(joined({ before: "", after: "/a" }, { frames: [call("join")] })).toBe(false);
  expect(joined({ before: " ", after: "" }, { code: "s += " })).toBe(true);
  expect(joined({ before: "see ", after: "" }, { code: "s += ", frames: [call("join")] })).toBe(false);
});
