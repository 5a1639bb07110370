import { expect, test } from "vitest";
import { found } from "./found.ts";

const error = ["HTTP001 error 1"];

test.for([
  ["a.js", "fetch('http://api.initech.io/v1')"],
  ["a.ts", "new WebSocket('ws://stream.initech.io')"],
  ["a.tsx", '<img src="http://img.globex.co/a.png" />'],
  ["a.jsx", "<img src={'http://img.globex.co/a.png'} />"],
  ["a.js", "f('HTTP://API.INITECH.IO')"],
  ["a.js", "/* a */ f('http://api.initech.io') // b"],
  ["a.js", "const s = '// no comment'; f('http://api.initech.io')"],
  ["a.js", "const re = /[/'\"]/; f('http://api.initech.io')"],
  ["a.js", "const half = a / 2; f('http://api.initech.io'); b / 3"],
  ["a.js", "f(`a ${x ? 'http://api.initech.io' : ''}`)"],
  ["a.js", "f(`http://api.initech.io/${path}`)"],
  ["a.js", "f('http://localhost/'); f('http://api.initech.io')"],
  ["a.js", "f('https://a.io,http://api.initech.io')"],
  ["a.py", 'get("http://api.initech.io")  # see https://x'],
  ["a.py", "x = '# no comment'; get('http://api.initech.io')"],
  ["a.py", 'q = """\nurl: http://api.initech.io\n"""', 2],
  ["a.go", 'http.Get("http://api.initech.io")'],
  ["a.go", "var q = `\nhttp://api.initech.io`", 2],
  ["A.java", 'String u = "http://api.initech.io";'],
  ["A.kt", 'val u = """http://api.initech.io"""'],
  ["A.cs", 'var u = @"http://api.initech.io";'],
  ["A.cs", 'var u = $"http://api.initech.io/{id}";'],
  ["a.rb", "get 'http://api.initech.io'"],
  ["a.rb", "x = %w(a http://api.initech.io)"],
  ["a.rb", "x = <<~EOS\n  # http://api.initech.io\nEOS", 2],
  ["a.php", "<?php $u = 'http://api.initech.io';"],
  ["a.php", "<?php $x = '?>'; $u = 'http://api.initech.io';"],
  ["a.php", '<img src="http://img.globex.co/a.png">'],
  ["a.rs", 'let u = r#"say "http://api.initech.io""#;'],
  ["a.rs", "fn f<'a>(x: &'a str) { get(\"http://api.initech.io\") }"],
  ["A.swift", 'URL(string: "http://api.initech.io")'],
  ["a.m", '[NSURL URLWithString:@"http://api.initech.io"]'],
  ["a.cpp", 'auto u = R"(http://api.initech.io)";'],
  ["a.cpp", "auto n = 1'000'000; get(\"http://api.initech.io\");"],
  ["A.scala", 'val u = "http://api.initech.io"'],
  ["a.ex", 'u = "http://api.initech.io"'],
  ["a.r", 'u <- "http://api.initech.io"'],
  ["a.dart", "get('http://api.initech.io')"],
  ["a.lua", 'request("http://api.initech.io")'],
  ["a.sql", "SELECT http_get('http://api.initech.io')"],
  ["a.sh", "curl http://api.initech.io"],
  ["a.sh", "export http_proxy=http://proxy.initech.io:3128"],
  ["a.sh", "echo a#b http://api.initech.io | sh"],
  ["a.sh", "cat >a.conf <<EOF\nit's=http://api.initech.io\nEOF", 2],
  ["a.ps1", "Invoke-WebRequest http://api.initech.io"],
  ["a.bat", "curl http://api.initech.io"],
  ["Makefile", "\tcurl http://dl.initech.io/a"],
  ["a.yaml", "url: http://api.initech.io"],
  ["a.yaml", "- run: |\n    echo '#'; curl http://api.initech.io", 2],
  ["a.yaml", "url: >-\n  http://api.initech.io", 2],
  ["a.json", '{"url": "http://api.initech.io"}'],
  ["a.toml", 'url = "http://api.initech.io"'],
  ["a.tf", 'url = "http://api.initech.io"'],
  ["a.bicep", "param u string = 'http://api.initech.io'"],
  ["a.properties", "u=http://api.initech.io"],
  [".env", "U=http://api.initech.io"],
  ["a.ini", "u = http://api.initech.io"],
  ["nginx.conf", "proxy_pass http://ledger.initech.io;"],
  ["web.config", '<endpoint address="http://ledger.initech.io/svc"/>'],
  ["a.html", '<script src="http://cdn.globex.co/a.js"></script>'],
  ["a.html", '<form action="http://forms.globex.co/in">'],
  ["a.html", "<script>// a\nfetch('http://api.initech.io')</script>", 2],
  ["a.html", "<style>@import url(http://cdn.globex.co/a.css)</style>"],
  ["A.vue", '<template><img src="http://img.globex.co/a.png"></template>'],
  ["a.css", "a { background: url(http://img.globex.co/a.png) }"],
  ["a.scss", "$u: url(http://img.globex.co/a.png); // http://b.io"],
  ["unheard.of", "server http://api.initech.io"],
  ["src/latest/contest.js", "f('http://api.initech.io')"],
  ["src/fetch_testing.py", "f('http://api.initech.io')"],
] as [string, string, number?][])("%s: %s → HTTP001", ([path, text, line = 1]) => {
  expect(found(path, text)).toEqual([`HTTP001 error ${line}`]);
});

test.for([
  ["http://10.0.0.1/", "warning"],
  ["http://192.168.1.20/", "warning"],
  ["http://ledger.internal/", "warning"],
  ["http://printer.local/", "warning"],
  ["http://ledger.payments.svc.cluster.local/", "notice"],
  ["http://ledger:8080/", "notice"],
  ["http://0.0.0.0:8080/", undefined],
  ["http://example.com/", undefined],
  ["http://localhost:8080/", undefined],
] as const)("the contested %s → %s", ([url, severity]) => {
  expect(found("a.js", `f('${url}')`)).toEqual(severity === undefined ? [] : [`HTTP001 ${severity} 1`]);
});

test.for([
  ["a link", "a.html", '<a href="http://www.initech.io">', ["HTTP001 notice 1"]],
  ["a link in JSX", "a.tsx", '<a className="x" href="http://www.initech.io">', ["HTTP001 notice 1"]],
  ["a link in a string", "a.js", "x.innerHTML = '<a href=\"http://www.initech.io\">'", ["HTTP001 notice 1"]],
  ["an image in a string", "a.js", "x.innerHTML = '<img src=\"http://www.initech.io\">'", error],
  ["a canonical address", "a.html", '<link rel="canonical" href="http://www.initech.io">', ["HTTP001 notice 1"]],
  ["a style sheet", "a.html", '<link rel="stylesheet" href="http://www.initech.io/a.css">', error],
  ["an example", "examples/a.js", "f('http://api.initech.io')", ["HTTP001 warning 1"]],
  ["a command in Markdown", "README.md", "# x\n```sh\ncurl http://get.initech.io\n```", ["HTTP001 notice 3"]],
  ["code in Markdown", "README.md", "```js\nfetch('http://get.initech.io')\n```", []],
] as const)("%s in %s: %s", ([, path, text, expected]) => {
  expect(found(path, text)).toEqual(expected);
});

test("an allowed host → nothing, another one on the line → a finding", () => {
  expect(found("a.js", "f('http://api.initech.io')", ["*.initech.io"])).toEqual([]);
  expect(found("a.js", "f('http://api.initech.io', 'http://b.globex.co')", ["*.initech.io"])).toEqual(error);
});
