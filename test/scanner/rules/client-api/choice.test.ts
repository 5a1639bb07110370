import { twins } from "../../twins.ts";

twins({
  insecure: [
    [
      "a.ts",
      "function f(u: URL) {\n  if (u.protocol === 'http:') return u.href;\n  u.protocol = 'http:';\n  return u.href;\n}",
      3,
    ],
    [
      "A.java",
      'class A { void f() throws Exception {\nURL t = new URL("https", host, 443, "/x");\nURL u = new URL("http", host, port, "/x");\n}}',
      3,
    ],
    [
      "a.go",
      'func a() {\n\tu := url.URL{Scheme: "http", Host: host, Path: "/x"}\n\tv := url.URL{Scheme: "https", Host: host, Path: "/x"}\n}',
      2,
    ],
    [
      "a.go",
      'func a() {\n\tu := url.URL{\n\t\tScheme: "http",\n\t\tHost: host,\n\t}\n\tv := url.URL{\n\t\tScheme: "https",\n\t\tHost: host,\n\t}\n}',
      3,
    ],
    ["A.cs", 'var a = new UriBuilder("https", host, 8443);\nvar b = new UriBuilder("http", host, 8080);', 2],
    [
      "a.rb",
      'def a(host)\n  URI::HTTPS.build(host: host, path: "/v1")\nend\n\ndef b(host)\n  URI::HTTP.build(host: host, path: "/v1")\nend',
      6,
    ],
    [
      "a.js",
      "const a = url.format({ protocol: 'https', hostname: host });\nconst b = url.format({ protocol: 'http', hostname: host });",
      2,
    ],
    [
      "a.py",
      'a = http.client.HTTPSConnection("feeds.globex.co", 443)\nb = http.client.HTTPConnection("feeds.globex.co", 80)',
      2,
    ],
    [
      "a.py",
      'import urllib3\na = urllib3.HTTPSConnectionPool("feeds.globex.co")\nb = urllib3.HTTPConnectionPool("feeds.globex.co")',
      3,
    ],
    [
      "a.py",
      'def up(u):\n    return urlparse(u)._replace(scheme="https").geturl()\n\ndef down(u):\n    parts = urlparse(u)\n    return parts._replace(scheme="http").geturl()',
      6,
    ],
    [
      "A.java",
      'HttpHost a = new HttpHost("proxy.initech.io", 3129, "https");\nHttpHost b = new HttpHost("proxy.initech.io", 3128, "http");',
      2,
    ],
    [
      "A.java",
      'HttpHost b = new HttpHost("api.initech.io", 8080, "http");\nHttpHost a = new HttpHost("api.initech.io", 8443, "https");',
      1,
    ],
    [
      "a.swift",
      'var a = URLComponents()\na.scheme = "https"\na.host = "api.initech.io"\nvar b = URLComponents()\nb.scheme = "http"\nb.host = "api.initech.io"',
      5,
    ],
    [
      "a.dart",
      "final a = Uri(scheme: 'https', host: 'api.initech.io');\nfinal b = Uri(scheme: 'http', host: 'api.initech.io');",
      2,
    ],
    ["a.dart", "final a = Uri.https('api.initech.io', '/');\nfinal b = Uri.http('api.initech.io', '/');", 2],
    ["a.php", "<?php\n$a = $uri->withScheme('https');\n$b = $uri->withScheme('http');", 3],
    ["a.ex", 'a = %URI{scheme: "https", host: h}\nb = %URI{scheme: "http", host: h}', 2],
    [
      "A.kt",
      'val a = HttpUrl.Builder().scheme("https").host("a.initech.io").build()\nval b = HttpUrl.Builder().scheme("http").host("a.initech.io").build()',
      2,
    ],
    [
      "A.java",
      'HttpUrl a = new HttpUrl.Builder()\n    .scheme("https")\n    .host(h)\n    .build();\nHttpUrl b = new HttpUrl.Builder()\n    .scheme("http")\n    .host(h)\n    .build();',
      6,
    ],
    [
      "a.rs",
      'let a = Uri::builder().scheme("https").authority(h).build()?;\nlet b = Uri::builder().scheme("http").authority(h).build()?;',
      2,
    ],
    [
      "A.scala",
      'val a = Uri.from(scheme = "https", host = "api.initech.io")\nval b = Uri.from(scheme = "http", host = "api.initech.io")',
      2,
    ],
    [
      "A.kt",
      "val a = URLBuilder(protocol = URLProtocol.HTTPS, host = h)\nval b = URLBuilder(protocol = URLProtocol.HTTP, host = h)",
      2,
    ],
    ["a.cpp", 'QUrl a; a.setScheme("https");\na.setHost(h);\nQUrl b; b.setScheme("http");\nb.setHost(h);', 3],
    [
      "a.js",
      "const https = require('https');\nconst http = require('http');\nhttps.get({ hostname: 'api.initech.io', path: '/' });\nhttp.get({ hostname: 'api.initech.io', path: '/' });",
      4,
    ],
    [
      "a.cs",
      "var a = new UriBuilder { Scheme = Uri.UriSchemeHttps, Host = h };\nvar b = new UriBuilder { Scheme = Uri.UriSchemeHttp, Host = h };",
      2,
    ],
    [
      "a.py",
      'def a(h):\n    if not h:\n        raise ValueError("scheme")\n    u = yarl.URL.build(scheme="http", host=h)\n    return u',
      4,
    ],
    ["a.go", 'func a(u *url.URL) {\n\tif u.Scheme == "https" {\n\t\treturn\n\t}\n\tu.Scheme = "http"\n}', 5],
  ],
  safe: [
    ["a.ts", "u.protocol = secure ? 'https:' : 'http:';"],
    ["a.ts", "u.protocol = process.env.SCHEME || 'http:';"],
    ["a.ts", "if (secure) {\n  u.protocol = 'https:';\n} else {\n  u.protocol = 'http:';\n}"],
    ["a.ts", "if (secure) u.protocol = 'https:';\nelse u.protocol = 'http:';"],
    ["a.go", 'if tls {\n\treturn url.URL{Scheme: "https", Host: host}\n}\nreturn url.URL{Scheme: "http", Host: host}'],
    ["a.go", 'u.Scheme = "http"\nif tls {\n\tu.Scheme = "https"\n}'],
    ["a.go", 'u := &url.URL{Scheme: "http", Host: host}\nif tls {\n\tu.Scheme = "https"\n}'],
    ["A.java", 'URL u = ssl\n    ? new URL("https", host, port, "/x")\n    : new URL("http", host, port, "/x");'],
    [
      "A.java",
      'URL u;\nif (ssl) {\n  u = new URL("https", host, port, "/x");\n} else {\n  u = new URL("http", host, port, "/x");\n}',
    ],
    [
      "A.kt",
      "val p = if (tls) URLBuilder(protocol = URLProtocol.HTTPS, host = h) else URLBuilder(protocol = URLProtocol.HTTP, host = h)",
    ],
    ["a.rb", "uri = ssl ? URI::HTTPS.build(host: host) : URI::HTTP.build(host: host)"],
    ["a.rb", "uri = if ssl\n  URI::HTTPS.build(host: host)\nelse\n  URI::HTTP.build(host: host)\nend"],
    [
      "a.py",
      "if tls:\n    conn = http.client.HTTPSConnection(host)\nelse:\n    conn = http.client.HTTPConnection(host)",
    ],
    ["a.py", "conn = HTTPSConnection(host) if tls else HTTPConnection(host)"],
    ["a.py", 'u = p._replace(scheme="https" if tls else "http")'],
    ["a.cs", 'var b = new UriBuilder(useTls ? "https" : "http", host, 8080);'],
    ["a.dart", "final u = tls ? Uri.https(h, '/') : Uri.http(h, '/');"],
    ["a.swift", 'c.scheme = tls ? "https" : "http"'],
    ["a.go", 'switch kind {\ncase "plain":\n\tu.Scheme = "http"\ndefault:\n\tu.Scheme = "https"\n}'],
    ["a.rs", 'let u = if tls { b.scheme("https") } else { b.scheme("http") };'],
    ["a.go", 'func f(tls bool) string {\n\tif tls {\n\t\treturn "https"\n\t}\n\treturn "http"\n}'],
    ["a.ts", "const agent = u.protocol === 'https:' ? https : http;"],
  ],
});
