import { twins } from "./twins.ts";

twins({
  insecure: [
    [
      "a.js",
      "const https = require('https');\nconst http = require('http');\nfunction a(options) { https.get(options); }\nfunction b() {\n  const options = { hostname: 'api.initech.io', path: '/' };\n  http.get(options);\n}",
      5,
      6,
    ],
    [
      "a.go",
      "func a() {\n\tt := &tls.Config{InsecureSkipVerify: false}\n\tu := &tls.Config{InsecureSkipVerify: true}\n}",
      3,
    ],
    ["a.py", "a = requests.get(u, verify=True)\nb = requests.get(u, verify=False)", 2],
    [
      "a.js",
      "const a = axios.create({ baseURL: 'https://api.initech.io' });\nconst b = axios.create({ baseURL: 'http://api.initech.io' });",
      2,
    ],
    ["a.js", "const secure = `https://${host}/x`;\nconst plain = `http://${host}/x`;", 2],
    ["a.py", "def a(h):\n    return 'https://' + h\n\n\ndef b(h):\n    return 'http://' + h", 6],
    ["A.java", 'String a = "https://" + host;\nString b = "http://" + host;', 2],
    ["a.go", 'a := fmt.Sprintf("https://%s", h)\nb := fmt.Sprintf("http://%s", h)', 2],
    [
      "a.rb",
      "http = Net::HTTP.new(a, 443)\nhttp.use_ssl = true\nplain = Net::HTTP.new('api.initech.io', 80)\nplain.get('/')",
      3,
    ],
    [
      "a.rb",
      "def a(h)\n  Net::HTTP.start(h, 443, use_ssl: true) { |x| x.get('/') }\nend\n\ndef b(h)\n  Net::HTTP.start(h, 80) { |x| x.get('/') }\nend",
      6,
    ],
    [
      "a.tf",
      'resource "aws_lb_listener" "a" {\n  port     = 443\n  protocol = "HTTPS"\n}\nresource "aws_lb_listener" "b" {\n  port     = 80\n  protocol = "HTTP"\n  default_action {\n    type = "forward"\n  }\n}',
      7,
    ],
    [
      "A.cs",
      "var a = (FtpWebRequest)WebRequest.Create(u1);\na.EnableSsl = true;\nvar b = (FtpWebRequest)WebRequest.Create(u2);\nb.EnableSsl = false;",
      3,
      4,
    ],
    [
      "a.rs",
      "let a = hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build(https);\nlet b = hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build_http();",
      2,
    ],
    [
      "a.dart",
      "final a = HttpClient();\na.badCertificateCallback = (c, h, p) => false;\nfinal b = HttpClient();\nb.badCertificateCallback = (c, h, p) => true;",
      4,
    ],
    [
      "a.py",
      "a = ssl.create_default_context()\nb = ssl.create_default_context()\nb.check_hostname = False\nb.verify_mode = ssl.CERT_NONE",
      3,
      4,
    ],
    ["a.kt", "val a = if (x) 1 else 2\nval b = URLBuilder(protocol = URLProtocol.HTTP, host = h)", 2],
    ["a.py", "smtp = smtplib.SMTP_SSL('mail.initech.io')\nplain = smtplib.SMTP('mail.initech.io')", 2],
    [
      "a.js",
      "function a(u) {\n  switch (u.kind) {\n    case 'x':\n      u.host = 'a.initech.io';\n      break;\n  }\n  u.protocol = 'http:';\n}",
      7,
    ],
    [
      "a.ts",
      "export function normalise(u: URL) {\n  if (!u.host) throw new Error('no host');\n  u.protocol = 'http:';\n}",
      3,
    ],
    [
      "a.js",
      "async function f(options) {\n  try {\n    return await axios({ protocol: 'https', hostname: 'api.initech.io' });\n  } catch (e) {\n    return axios({ protocol: 'http', hostname: 'api.initech.io' });\n  }\n}",
      5,
    ],
  ],
  safe: [
    [
      "a.js",
      "const https = require('https');\nconst http = require('http');\nconst o = { hostname: h, path: '/' };\nif (tls) {\n  https.get(o, cb);\n} else {\n  http.get(o, cb);\n}",
    ],
    [
      "a.js",
      "const https = require('https');\nconst http = require('http');\nconst o = { hostname: h, path: '/' };\nconst r = tls ? https.request(o, cb) : http.request(o, cb);",
    ],
    ["a.rb", "http = Net::HTTP.new(h, p)\nhttp.read_timeout = 5\nhttp.use_ssl = true\nhttp.get('/')"],
    ["a.rb", "Net::HTTP.start(h, p, use_ssl: true) do |x|\n  x.get('/')\nend"],
    ["a.rb", "options = { use_ssl: true }\nNet::HTTP.start(h, p, options) { |x| x.get('/') }"],
    ["a.rb", "def open(h)\n  @http = Net::HTTP.new(h, 443)\nend\n\ndef secure\n  @http.use_ssl = true\nend"],
    ["a.js", "u.protocol = isLocal(u.hostname) ? 'http:' : 'https:';"],
    ["a.py", "proto = 'https' if tls else 'http'\nu = f'{proto}://{h}'"],
    ["a.py", "def c(h, tls):\n    cls = HTTPSConnection if tls else HTTPConnection\n    return cls(h)"],
    [
      "a.py",
      "def c(h, tls):\n    if tls:\n        return http.client.HTTPSConnection(h, 443, timeout=3)\n    return http.client.HTTPConnection(h, 80, timeout=3)",
    ],
    [
      "a.py",
      "def c(h, tls):\n    if not tls:\n        return http.client.HTTPConnection(h, 80, timeout=3)\n    return http.client.HTTPSConnection(h, 443, timeout=3)",
    ],
    [
      "A.java",
      'URIBuilder b = new URIBuilder();\nif (config.isSecure()) {\n    b.setScheme("https");\n} else {\n    b.setScheme("http");\n}\nb.setHost(h);',
    ],
    [
      "A.cs",
      'if (tls)\n{\n    b.Scheme = "https";\n    b.Port = 443;\n}\nelse\n{\n    b.Scheme = "http";\n    b.Port = 80;\n}',
    ],
    ["a.rb", "uri.scheme = secure? ? 'https' : 'http'"],
    [
      "a.swift",
      'if useTLS {\n    c.scheme = "https"\n    c.port = 443\n} else {\n    c.scheme = "http"\n    c.port = 80\n}',
    ],
    ["A.kt", 'val scheme = when {\n    tls -> "https"\n    else -> "http"\n}'],
    ["A.kt", 'builder.apply {\n    scheme(if (tls) "https" else "http")\n}'],
    [
      "a.go",
      'func base(tls bool, h string) *url.URL {\n\tif !tls {\n\t\treturn &url.URL{Scheme: "http", Host: h}\n\t}\n\treturn &url.URL{Scheme: "https", Host: h}\n}',
    ],
    ["a.go", 'scheme := "http"\nif r.TLS != nil {\n\tscheme = "https"\n}\nreturn scheme + "://" + r.Host'],
    ["a.ex", 'scheme = if tls?, do: "https", else: "http"\n%URI{scheme: scheme, host: h}'],
    ["a.php", "<?php\n$u = $tls ? $u->withScheme('https') : $u->withScheme('http');"],
    ["a.php", "<?php\nif ($tls) {\n    $u = $u->withScheme('https');\n} else {\n    $u = $u->withScheme('http');\n}"],
    ["a.rs", 'match kind {\n    Kind::Tls => url.set_scheme("https"),\n    Kind::Plain => url.set_scheme("http"),\n}'],
    ["a.scala", 'kind match {\n  case Tls => uri.scheme("https")\n  case Plain => uri.scheme("http")\n}'],
  ],
});
