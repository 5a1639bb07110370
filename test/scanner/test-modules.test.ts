import { expect, test } from "vitest";
import { scanText } from "../../src/scanner/scan.ts";
import { found } from "./found.ts";

const get = 'get("http://api.initech.io");';
const tests = `#[cfg(test)]\nmod tests {\n    fn f() { let brace = "}"; // }\n        ${get}\n    }\n}\n`;

test.for([
  ["a module of tests", tests, []],
  ["one with more conditions", tests.replace("(test)", '(all(test, feature = "tls"))'), []],
  ["one with a further attribute", tests.replace("mod", "#[allow(unused)]\nmod"), []],
  ["a function that tests", `#[test]\nfn f() {\n  ${get}\n}\nfn g() {}`, []],
  ["an asynchronous one", `#[tokio::test(flavor = "a")]\nasync fn f() -> Result<(), E> {\n  ${get}\n}`, []],
  ["code after a function that tests", `#[test]\nfn f() {}\nfn g() { ${get} }`, ["HTTP001 error 3"]],
  ["another attribute", `#[inline]\nfn f() {\n  ${get}\n}`, ["HTTP001 error 3"]],
  ["code after the module", `${tests}fn g() { ${get} }`, ["HTTP001 error 7"]],
  ["code before the module", `fn g() { ${get} }\n${tests}`, ["HTTP001 error 1"]],
  ["a module without tests", tests.replace("(test)", "(not(test))"), ["HTTP001 error 4"]],
  ["a module for a platform", tests.replace("(test)", "(unix)"), ["HTTP001 error 4"]],
  ["the attribute in a comment", tests.replace("#", "// #"), ["HTTP001 error 4"]],
  [
    "the attribute in a string",
    tests.replace("#[cfg(test)]\nmod tests {", 'const A: &str = "#[cfg(test)] mod a {";\nmod b {'),
    ["HTTP001 error 4"],
  ],
] as const)("in Rust: %s", ([, text, expected]) => expect(found("src/a.rs", text)).toEqual(expected));

test("a policy may weigh tests", () => {
  const findings = scanText("src/a.rs", tests, { severities: { tests: "warning" } });
  expect(findings.map(({ severity }) => severity)).toEqual(["warning"]);
});
