import { expect, test } from "vitest";
import { commandWords } from "../../../src/scanner/patterns/command-words.ts";
import { placeOf } from "./place-of.ts";

test.for<[rest: string, ...words: string[]]>([
  [" -k https://a.io", "-k", "https://a.io"],
  ["  -k \t a  ", "-k", "a"],
  ["", ...[]],
  [' "a b" c', "a b", "c"],
  [' "a \\" b" c', 'a \\" b', "c"],
  [' "a\nb" c', "a\nb", "c"],
  [" 'a b' c", "a b", "c"],
  [" 'a \\' c", "a \\", "c"],
  [" a'b'\"c\"d", "abcd"],
  [" a\\ b c", "a b", "c"],
  [" -k \\\n a", "-k", "a"],
  [" -k \\\r\n a", "-k", "a"],
  [" a\\\nb", "a", "b"],
  [" a ^\r\n b", "a", "b"],
  [" a `\n b", "a", "b"],
  [" a`\n b", "a"],
  [' -H \\"X: -k\\" b', "-H", "X: -k", "b"],
  [" -H \\'X: -k\\' b", "-H", "X: -k", "b"],
  [' \\"a b', '"a', "b"],
  [" $(cat a b) c", "$(cat a b)", "c"],
  [" ${A b} c", "${A b}", "c"],
  [" ${{ a.b }}/c d", "${{ a.b }}/c", "d"],
  [" a${{ b }}", "a${{ b }}"],
  [" $a-b", "$a-b"],
  [" a > b", "a", ">", "b"],
  [" a 2>&1 b", "a", "b"],
  [" a 2>&- b", "a", "b"],
  [" a 2> b", "a", ">", "b"],
  [" a &>b c", "a", ">", "b", "c"],
  [" a2>b", "a2", ">", "b"],
  [" a <<< b", "a", ">", "b"],
  [" a >> b < c", "a", ">", "b", ">", "c"],
  [" a; b", "a"],
  [" a | b", "a"],
  [" a && b", "a"],
  [" a) b", "a"],
  [" a\nb", "a"],
  [" a` b", "a"],
])("%j → its words", ([rest, ...words]) => {
  expect(commandWords(placeOf("a.sh", `curl${rest}`, /curl/))).toEqual(words);
});

test("a command ends where the string around it ends", () => {
  expect(commandWords(placeOf("a.js", 'run("curl -k a", b)', /curl/))).toEqual(["-k", "a"]);
  expect(commandWords(placeOf("a.js", "run('curl -k', b)", /curl/))).toEqual(["-k"]);
});

test.for<[path: string, text: string, ...words: string[]]>([
  ["a.js", "spawn('curl', ['-s', '-k', url, 'a'], { cwd: 'b' })", "-s", "-k", "", "a"],
  ["a.js", 'run(["/usr/bin/curl", "-H", "a" + b, `c`])', "-H", "a", "c"],
  ["a.go", 'exec.Command("curl", "-k", url)', "-k", ""],
  ["a.py", 'run([\n  "curl",\n  "-k",\n  f(url, 1),\n  "a",\n])\ng("-s")', "-k", "", "a", ""],
  ["a.py", 'run(["sudo curl", "-k"])'],
  ["a.py", 'x = "curl" + " -k"'],
  ["a.json", '{"curl": "-k"}'],
  ["a.yml", "cmd:\n  - curl\n  - -k\n  - 'a b'\nd: e", "-k", "a b"],
  ["a.yml", "cmd: [curl, -k, 'a b']", "-k", "a b"],
  ["a.yml", "a: curl\nb: -k"],
  ["Dockerfile", 'RUN ["curl", "-k", "a"]', "-k", "a"],
  ["a.sh", '"/usr/bin/curl" -k a', "-k", "a"],
])("%s: %j → its words", ([path, text, ...words]) => {
  expect(commandWords(placeOf(path, text, /curl/))).toEqual(words);
});

test("no more than some hundred characters are read", () => {
  const words = commandWords(placeOf("a.sh", `curl${" ab".repeat(1000)}`, /curl/));
  expect(words).toEqual(Array(400).fill("ab"));
});
