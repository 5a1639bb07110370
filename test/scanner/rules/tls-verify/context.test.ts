import { expect, test } from "vitest";
import { isDone } from "../../../../src/scanner/rules/tls-verify/context.ts";
import { placeOf } from "../../patterns/place-of.ts";

/** What matched is `HERE`, with what a row adds to it. */
const here = /HERE(?: : no|, no)?/;

test.for([
  // Types only.
  ["a.d.ts", "x = HERE", false],
  ["a.pyi", "x = HERE", false],
  ["a.d.ts.js", "x = HERE", true],
  // Completions of shells.
  ["a.sh", "COMPREPLY=()\nx HERE", false],
  ["a.sh", "#compdef x\nx HERE", false],
  ["a.sh", "a #compdef x\nx HERE", true],
  ["a.fish", "complete -c x\ncomplete -c x -l HERE", false],
  ["a.fish", "complete --command x\nx HERE", false],
  ["a.sh", "uncomplete -c x\nx HERE", true],
  ["a.py", "COMPREPLY = 1\nx = HERE", true],
  // Compared, chosen by, a type, a declaration.
  ["a.js", "if (x == HERE) y()", false],
  ["a.js", "if (x === HERE) y()", false],
  ["a.js", "if (x != HERE) y()", false],
  ["a.js", "if (x === 'HERE') y()", false],
  ["a.js", "if (x === (HERE)) y()", false],
  ["a.js", "x = HERE", true],
  ["a.js", "switch (x) { case HERE: y() }", false],
  ["a.js", "switch (x) { case 'HERE': y() }", false],
  ["a.js", "showcase (HERE)", true],
  ["a.sh", "[ $x -eq HERE ]", false],
  ["a.sh", 'if [ "$x" = HERE ]; then y; fi', true],
  ["a.py", "if x is HERE: y()", false],
  ["a.js", "a = b ? o.HERE : no", false],
  ["a.js", "a = b ? HERE : no", false],
  ["a.js", "a = b ? c : d; e = { HERE : no }", true],
  ["a.php", "<?php use const A\\HERE;", false],
  ["a.php", "<?php reuse(const_HERE);", true],
  ["a.rb", "verify_client: HERE", false],
  ["a.rb", "verifyClient => HERE", false],
  ["a.rb", "verify_client(a, HERE", true],
  ["a.ts", "type A = { a: 'HERE' | 'b' }", false],
  ["a.ts", "type A = { a: HERE | b }", false],
  ["a.ts", "type A = { a: HERE|b }", false],
  ["a.ts", "x = HERE || b", true],
  ["a.ts", "x = HERE; y = a | b", true],
  ["a.yaml", "x: HERE | b", true],
  ["a.sh", "case $1 in\n  -k | HERE) x ;;\nesac", false],
  // Options of the program itself, settings that are read.
  ["a.py", "parser.add_argument(HERE)", false],
  ["a.py", "parser.add_argument((HERE))", false],
  ["a.py", "chrome_options.add_argument(HERE)", true],
  ["a.py", "os.getenv(HERE, no)", false],
  ["a.py", "os.getenv(HERE)", true],
  ["a.py", "os.putenv(HERE, no)", true],
  // Defaults of parameters.
  ["a.py", "def f(a, HERE): pass", false],
  ["a.py", "def f(a=g(1), HERE): pass", false],
  ["a.py", "def f(a=g(HERE)): pass", true],
  ["a.py", "def f(a): g(HERE)", true],
  ["a.py", `def f(HERE): pass\n${"# later\n".repeat(100)}`, false],
  ["a.ini", "a = the func (old\nHERE", true],
  // One of two values.
  ["a.js", "x = y ? a : HERE", false],
  ["a.js", "x = y ? tls.NONE : tls.HERE", false],
  ["a.js", "x = y ? a : b; z = HERE", true],
  ["a.js", "x = a?.b : HERE", true],
  ["a.js", "x = y ? HERE : z", false],
  ["a.js", "x = y ? z() : 1; HERE : a", true],
  ["a.js", "x = y ? HERE.a() : z", true],
  ["a.js", "x = y?HERE : z", true],
  ["a.py", "x = HERE if y else z", false],
  ["a.py", "x = f('HERE') if y else z", false],
  ["a.py", "x = HERE, a if y else z", true],
  ["a.py", "x = HERE if y", true],
  ["a.rb", "x = HERE unless y else z", false],
  ["a.py", "x = y if z else HERE", false],
  ["a.py", "x = y if z else ssl.HERE", false],
  ["a.py", "x = y if z else ssl.a.HERE", false],
  ["a.py", "x = y if z else f(HERE)", true],
  ["a.py", "x = orelse HERE", true],
] as const)("%s: %j is done: %s", ([path, text, answer]) => {
  expect(isDone(placeOf(path, text, here))).toBe(answer);
});
