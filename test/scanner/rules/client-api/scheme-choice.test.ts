import { expect, test } from "vitest";
import { isChosen } from "../../../../src/scanner/rules/client-api/scheme-choice.ts";
import { placeOf } from "../../patterns/place-of.ts";

function chosen(path: string, text: string): boolean {
  return isChosen(placeOf(path, text, /(["'])http:?\1/));
}

test.for<[path: string, text: string]>([
  // Another value in the same expression
  ["a.rb", "u.scheme = 'http'.freeze if plain?"],
  ["a.py", 'scheme = ("http")or other'],
  ["a.js", "ok = x | 'http' | y"],
  ["a.js", "ok = 'http:'!==u.protocol"],
  ["a.js", "ok = ('http:') == u.protocol"],
  ["a.js", "ok = ('http:')==u.protocol"],
  ["a.js", "const s = plain ? 'http:' : 'https:';\nstart(s);"],
  ["a.js", "const s = a || b\n  ? 'https:'\n  : 'http:';"],
  ["a.rb", "x = https_of h\nor f('http')"],
  // A condition that asks for the scheme
  ["a.js", "if (tls) {\n\n  u.protocol = 'http:';\n}"],
  ["a.js", "  if (tls) {\n \n    u.protocol = 'http:';\n}"],
  ["a.cs", 'if (tls)\n{\n  u.Scheme = "http";\n}'],
  ["a.cs", '  if (tls)\n  {\n    u.Scheme = "http";\n  }'],
  ["a.cs", 'if (tls)\n{ a();\n  u.Scheme = "http";\n}'],
  ["a.js", "if (tls) { f(); u.protocol = 'http:' }"],
  ["a.js", "if (tls) {\n  {\n    {\n      {\n        u.protocol = 'http:'"],
  // A return above
  ["a.js", "if (a) return 'https';\nreturn 'http';"],
  ["a.kt", 'when {\n  a -> return "https"\n  else -> {}\n}\nreturn "http"'],
  // A later line for the same variable
  ["a.go", 'v.Scheme = x\nurl.Scheme = "http"\nif on {\n\turl.Scheme = "https"\n}'],
  ["a.rb", "url.scheme = 'http'\nurl.scheme = 'https' if on"],
  ["a.rb", "url.scheme = 'http'\nurl.scheme = 'https' unless off"],
  ["a.rb", "url['scheme']='http'\nurl['scheme'] = 'https' if on"],
  ["a.rb", "url[:scheme] = 'http'\nurl[:scheme] = 'https' if on"],
  ["a.php", "<?php\n$url->setScheme('http');\nif ($on) $url->setScheme('https');"],
  ["a.r", 'url$scheme <- "http"\nif (on) url$scheme <- "https"'],
  ["a.go", 'url := a.URL{Scheme: "http"}\nif on {\n\turl.Scheme = "https"\n}'],
  ["a.ts", "let url:Map<string>= f('http');\nif (on) url = f('https');"],
  ["a.ts", "let url : a.Url  = f('http');\nif (on) url = f('https');"],
  ["a.ts", "let url=f('http');\nif (on) url = f('https');"],
])("one of two: %s: %j", ([path, text]) => {
  expect(chosen(path, text)).toBe(true);
});

test.for<[why: string, path: string, text: string]>([
  ["the next line asks for something", "a.js", "u.protocol = 'http:'\nif (x) y()"],
  ["a condition further on", "a.js", "u.protocol = 'http:' + aaaaaaaaaaaaaaaaaaaaaaaaa + if_"],
  ["a choice between other values beside it", "a.js", "f(https, x ? y : 'http')"],
  ["a choice in another statement", "a.js", "a = 'https'; b = c || d('http')"],
  ["both in one branch", "a.js", "x ? f('https', 'http')"],
  ["a choice in the line above", "a.js", "y = x ? 1 : 2\nf({ a: 'https', b: 'http' })"],
  ["the encrypted one is only asked for", "a.go", 'ok := u.Scheme == "https" || f("http")'],
  [
    "the same, further away",
    "a.go",
    'ok := u.Scheme == "https" || someOtherCondition(ofSomeLength, andMore) || f("http")',
  ],
  ["an either before both", "a.js", "f(a||'https','http')"],
  ["a condition on something else", "a.js", "if (ready) {\n  u.protocol = 'http:'\n}"],
  ["a word before the condition", "a.js", "secure(); if (ready) {\n  u.protocol = 'http:'\n}"],
  ["both in one branch over lines", "a.go", 'if a {\n\tu.Scheme = "http"\n\tv.Scheme = "https"\n} else {\n}'],
  ["both in the other branch", "a.rb", "if a\n  b\nelse\n  v.scheme = 'https'\n  u.scheme = 'http'\nend"],
  ["an else of something between the two", "a.rb", "x = 'https'\nif a\n  1\nelse\n  2\nend\nu.scheme = 'http'"],
  ["a branch, but no encrypted one", "a.rb", "if a\n  b\nelse\n  u.scheme = 'http'\nend"],
  ["another function", "a.rb", "if a\n  u.scheme = 'http'\nend\ndef b\n  case c\n  when 1 then f 'https'"],
  ["another function above", "a.rb", "f 'https'\ndef b\n  if a\n    1\n  else\n    u.scheme = 'http'"],
  ["a blank line between", "a.rb", "if a\n  u.scheme = 'http'\nend\n\ncase c\nwhen 1 then f 'https'"],
  ["a return before", "a.js", "if (a) return 'https';\nreturn x;\nu.protocol = 'http:'"],
  ["a return of something else", "a.js", "if (a) return b;\nx('https');\nreturn 'http'"],
  ["another function returns it", "a.js", "if (a) return 'https' }\nfunction b() {\n  return 'http'"],
  ["another variable", "a.go", 'u.Scheme = "http"\nif on {\n\tv.Scheme = "https"\n}'],
  ["a longer name", "a.go", 'u.Scheme = "http"\nif on {\n\tmenu.Scheme = "https"\n}'],
  ["no condition", "a.go", 'u.Scheme = "http"\nu.Scheme = "https"'],
  ["a comparison", "a.js", "f(scheme == x, 'http')\nif (on) scheme = 'https'"],
  ["a condition that is over", "a.js", "if (tls) f(); u.protocol = 'http:'"],
  ["a block that is over", "a.js", "if (tls) { f() } u.protocol = 'http:'"],
  ["a line above the block", "a.js", "if (tls) log()\nwith (x) {\n  u.protocol = 'http:'\n}"],
])("%s is no choice: %s: %j", ([, path, text]) => {
  expect(chosen(path, text)).toBe(false);
});
