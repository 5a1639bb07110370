import { expect, test } from "vitest";
import { tokensOf } from "./tokens-of.ts";

const far = "x = 1\n".repeat(80);

test.for<[text: string, ...tokens: string[]]>([
  // A string of one line documents what it is the first statement of.
  ["def f():\n  'a'\n", "comment a"],
  ["x\ndef f():\n  'a'\n", "comment a"],
  ["class A:\n  def f():\n    'a'\n", "comment a"],
  ["class A:\n'a'", "comment a"],
  ["class A(B):\n  'a'", "comment a"],
  ["\tclass A:\n\t'a'", "comment a"],
  ["async def f(a) -> b:\n  'a'", "comment a"],
  ["async  def a :\n  'a'", "comment a"],
  ["def a() -> B[c]:  \n\n  'a'", "comment a"],
  ["def a(\n  b\n):\n  'a'", "comment a"],
  ["def a(\n  b\n) :\n  'a'", "comment a"],
  ["def a(\n  b\n) -> c:\n  'a'", "comment a"],
  ["def a(\n  b\n)->c:  \n\n  'a'", "comment a"],
  ["def a(\n  b\n):\n\n\n  'a'", "comment a"],
  [`${far}def a():\n  'a'`, "comment a"],
  ["def a():\n  r'a'", "comment a"],
  ["def a():\n  U'a'  # b", "comment a", "comment  b"],
  ["def a():\n  'a'; b", "comment a"],
  ["def a():\n  'a\\'b'\n", "comment a\\'b"],
  ["def a():\n  b'a'", "string a"],
  ["def a():\n  'a' + b", "string a"],
  ["def a():\n  f('a')\n", "string a"],
  ["def a(): 'a'\n", "string a"],
  ["def a()\n  'a'\n", "string a"],
  ["defer:\n  'a'\n", "string a"],
  ["x.class_a:\n  'a'\n", "string a"],
  ["a = def b:\n  'a'\n", "string a"],
  ["def a():\n  b = 1\n  'a'\n", "string a"],
  ["def a():\n  'a\n'b'", "string a", "string b"],
  ["def a():\n  ''\n", "string "],
  // A string of several lines is one wherever a statement may stand.
  ["'''a'''", "comment a"],
  ["x = 1\n'''a'''", "comment a"],
  ["x = '''a'''", "string a"],
  ["x = (\n'''a''')", "string a"],
  ["x = [1,\n'''a''']", "string a"],
  ["x = ( # b\n'''a''')", "comment  b", "string a"],
  ["x = (  # b\n  # c\n\n  # d\n'''a''')", "comment  b", "comment  c", "comment  d", "string a"],
  ["x = 1 # (\n'''a''')", "comment  (", "comment a"],
  ["x = ( # b\n1\n'''a''')", "comment  b", "comment a"],
  ["{'b':\n'''a'''}", "string b", "string a"],
  ["return \\\n'''a'''", "string a"],
  ["x = not\n'''a'''", "string a"],
  ["x = knot\n'''a'''", "comment a"],
  [`${far}'''a'''`, "comment a"],
  [`x = (\n${" \n".repeat(10)}'''a''')`, "string a"],
  [`x = (${"\n".repeat(390)}'''a''')`, "string a"],
  [`x = (${"\n".repeat(410)}'''a''')`, "comment a"],
])("Python: %j: its comments and strings", ([text, ...tokens]) => {
  expect(tokensOf("a.py", text)).toEqual(tokens);
});

test.for<[path: string, text: string, ...tokens: string[]]>([
  ["a.rb", "a %w(b) c %q{d} e %i[f] g %q<h> i %q!j! k", "string b", "string d", "string f", "string h", "string j"],
  ["a.rb", "a %q(b} c] d> e) 'f'", "string b} c] d> e", "string f"],
  ["a.rb", "a %q{b) c] d> e} 'f'", "string b) c] d> e", "string f"],
  ["a.rb", "a %q[b) c} d> e] 'f'", "string b) c} d> e", "string f"],
  ["a.rb", "a %q<b) c} d] e> 'f'", "string b) c} d] e", "string f"],
  ["a.rb", "a %q|b) c| 'f'", "string b) c", "string f"],
  ["a.rb", "a <<~B\nb\n  B\n'c'", "string \nb", "string c"],
  ["a.rb", "a <<-B\nb\n  B\n'c'", "string \nb", "string c"],
  ["a.rb", "a <<B\nb\nB\n'c'", "string \nb", "string c"],
  ["a.rb", "a <<~'B'\nb\nB\n'c'", "string \nb", "string c"],
  ["a.rb", "a <<\"B\"\nb\nBC\nB\n'c'", "string \nb\nBC", "string c"],
  ["a.r", 'r"(a)b" c)" \'d\'', 'string a)b" c', "string d"],
  ["a.r", 'R"--(a)" b)-" c)--" \'d\'', 'string a)" b)-" c', "string d"],
  ["a.lua", "[[a]] [==[b]]c]=]d]==] 'e'", "string a", "string b]]c]=]d", "string e"],
  ["a.lua", "--[[a\nb]] 'c' --[=[d]]e]=] 'f'", "comment a\nb", "string c", "comment d]]e", "string f"],
  ["a.lua", "-- [[a\nb = 'c'", "comment  [[a", "string c"],
  ["a.ml", '{|a"b|} {c|d|}e|c} "f"', 'string a"b', "string d|}e", "string f"],
  ["a.sql", "$$a'b$$ $c$d$$e$c$ 'f'", "string a'b", "string d$$e", "string f"],
  ["a.pl", "a q{b'} 'c' qq(d') 'e'", "string b'", "string c", "string d'", "string e"],
])("%s: %j: its comments and strings", ([path, text, ...tokens]) => {
  expect(tokensOf(path, text)).toEqual(tokens);
});
