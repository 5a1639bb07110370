import { expect, test } from "vitest";
import { found } from "./found.ts";

test.for([
  ["a.js", "f('http://' + host)"],
  ["a.js", "f('http://' +\n  process.env.HOST)"],
  ["a.js", "f(`http://${host}/v1`)"],
  ["a.js", "f(`http://${map['a']}:${port}/v1`)"],
  ["a.js", "f(`http://${region}.api.initech.io/`)"],
  ["a.js", "f('http://'.concat(host))"],
  ["a.js", "f(`${'http'}://${host}`)"],
  ["a.js", "f(secure ? `https://${host}` : `http://${other}`)"],
  ["a.js", "f(`https://${host}`).catch(() => f(`http://${host}`))"],
  ["a.js", "if (a) { try { f('https://' + host) } catch { f('http://' + host) } }"],
  ["a.js", "f(a ? b : c); f('https://' + host); f('http://' + host)"],
  ["a.js", "f(a ? 'https' : 'http', `http://${host}`)"],
  ["a.js", "f(['http://', host].join(''))"],
  ["a.js", "f('http://' + 'api.initech.io')"],
  ["a.js", "f('http://api.' + 'initech.io')"],
  ["a.js", "u = u.replace('https://', 'http://')"],
  ["a.py", "u = f'http://{host}/'"],
  ["a.py", "u = 'http://%s/' % host"],
  ["a.py", "u = 'http://{}/'.format(host)"],
  ["a.py", "u = 'http://' \\\n  + host"],
  ["a.py", "u = ''.join(['http://', host])"],
  ["a.go", 'fmt.Sprintf("http://%s:%d", h, p)'],
  ["a.go", '"http://" + net.JoinHostPort(h, p)'],
  ["A.java", '"http://" + host + "/v1"'],
  ["A.java", 'String.format("http://%s", host)'],
  ["A.java", 'new StringBuilder("http://").append(host)'],
  ["A.kt", '"http://$host/"'],
  ["A.kt", '"http://${config["host"]}/"'],
  ["A.cs", '$"http://{host}/"'],
  ["A.cs", '"http://" + host'],
  ["A.swift", '"http://\\(host)/"'],
  ["A.scala", 's"http://$host/"'],
  ["a.rb", '"http://#{host}/"'],
  ["a.php", "<?php $u = 'http://' . $host;"],
  ["a.php", '<?php $u = "http://$host/";'],
  ["a.php", '<?php $u = "http://{$this->host}/";'],
  ["a.php", '<img src="http://<?= $host ?>/a.png">'],
  ["a.rs", 'format!("http://{}/", host)'],
  ["a.c", 'strcpy(b, "http://");'],
  ["a.c", 'snprintf(b, n, "http://%s", host);'],
  ["a.cpp", 'os << "http://" << host;'],
  ["a.ex", '"http://#{host}"'],
  ["a.ex", '"http://" <> host'],
  ["a.lua", '"http://" .. host'],
  ["a.r", 'paste0("http://", host)'],
  ["a.dart", "'http://$host'"],
  ["a.sql", "SELECT 'http://' || host"],
  ["a.sh", "curl http://$HOST/"],
  ["a.sh", 'curl "http://${HOST:-a/b}/"'],
  ["a.sh", 'curl http://"$HOST"/'],
  ["a.sh", 'curl "http://"$HOST'],
  ["a.ps1", 'Invoke-WebRequest "http://$server/"'],
  ["a.bat", "curl http://%HOST%/"],
  ["a.yaml", "url: http://{{ .Values.host }}/"],
  ["a.yaml", 'url: "http://{{ include "x" . }}/"'],
  ["a.yaml", "url: http://${{ inputs.host }}/"],
  ["a.tf", 'url = "http://${var.host}/"'],
  ["a.bicep", "var u = 'http://${host}/'"],
  ["a.erb", '<img src="http://<%= host %>/a.png">'],
  ["nginx.conf", "proxy_pass http://$upstream;"],
  ["a.xml", "<url>http://${host}/</url>"],
] as const)("%s: %s → HTTP002", ([path, text]) => {
  expect(found(path, text)).toEqual(["HTTP002 error 1"]);
});

test.for([
  ["a.js", "f(`http://localhost:${port}/`)"],
  ["a.js", "f('http://localhost:' + port)"],
  ["a.js", "f('http://' + 'localhost' + path)"],
  ["a.js", "f('http://127.0.0.1' + path)"],
  ["a.js", "f(`http://${sub}.example.com/`)"],
  ["a.js", "f(`https://${host}/`)"],
  ["a.js", "f(`${scheme}://${host}/`)"],
  ["a.js", "const prefixes = ['http://', 'https://']"],
  ["a.js", "f('http:///x')"],
  ["a.js", "const x = 'http://'"],
  ["a.py", "u = f'http://localhost:{port}/'"],
  ["a.go", 'fmt.Sprintf("http://127.0.0.1:%d", p)'],
  ["a.sh", "curl http://localhost:$PORT/"],
] as const)("%s: %s → nothing", ([path, text]) => {
  expect(found(path, text)).toEqual([]);
});

test.for([
  ["a.ts", "const scheme = secure ? 'https' : 'http';"],
  ["a.js", "const u = secure ? `https://${host}` : `http://${host}`;"],
  ["a.js", "const u = plain ? 'ws://' + host : 'wss://' + host;"],
  ["a.py", "u = f'https://{host}' if tls else f'http://{host}'"],
  ["a.ts", "f(`${this[options].https ? 'https' : 'http'}://${host}:${port}`)"],
  ["a.js", "f((secure ? 'https' : 'http') + '://' + host)"],
  ["a.rb", "f(\"#{options[:tls] ? 'https' : 'http'}://#{host}\")"],
  ["a.py", "f(f\"{'https' if tls else 'http'}://{host}\")"],
  ["a.ts", "f((secure ? 'wss://' : 'ws://') + host)"],
  ["a.py", "scheme = 'https' if secure else 'http'"],
] as const)("%s: %s → a notice", ([path, text]) => {
  expect(found(path, text)).toEqual(["HTTP002 notice 1"]);
});

test("a choice between encrypted schemes, or in a comment → nothing", () => {
  expect(found("a.ts", "const scheme = a ? 'https' : 'wss'; // b ? 'https' : 'http'")).toEqual([]);
});

test.for([
  ["a.go", 'if tls {\n\treturn "https://" + host\n}\nreturn "http://" + host', "HTTP002 notice 4"],
  ["a.go", 'if tls {\n\tu = "https://" + host\n} else {\n\tu = "http://" + host\n}', "HTTP002 notice 4"],
  ["a.py", "if tls:\n    u = 'https://%s/' % host\nelse:\n    u = 'http://%s/' % host", "HTTP002 notice 4"],
  ["a.go", 'if ready {\n\tf("https://" + host)\n}\nf("http://" + other)', "HTTP002 error 4"],
  ["a.py", "try:\n    u = get('https://%s/' % host)\nexcept E:\n    u = get('http://%s/' % host)", "HTTP002 error 4"],
] as const)("an address of two by a condition: %s: %s", ([path, text, expected]) => {
  expect(found(path, text)).toEqual([expected]);
});
