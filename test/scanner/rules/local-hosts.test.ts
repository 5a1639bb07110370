import { expect, test } from "vitest";
import { scanText } from "../../../src/scanner/scan.ts";

/** Places of a host, with the host that stands there for this machine. */
const places = [
  ["a.py", "import smtplib\ns = smtplib.SMTP('HOST')"],
  ["a.py", "import ftplib\nHOST_NAME = 'HOST'\nf = ftplib.FTP(HOST_NAME)"],
  ["a.js", "x = { host: 'HOST', ignoreTLS: true }"],
  ["a.js", "x = { ignoreTLS: true, host: 'HOST' }"],
  ["A.cs", 'c.Host = "HOST"; c.EnableSsl = false;'],
  ["A.cs", 'c.EnableSsl = false; c.Host = "HOST";'],
  ["A.cs", 'var c = new SmtpClient("HOST") { EnableSsl = false };'],
  ["A.cs", 'var r = (FtpWebRequest)WebRequest.Create("ftp://HOST/a");'],
  ["A.cs", 'var r = WebRequest.Create("ftp://HOST/a") as FtpWebRequest;'],
  ["a.rb", "x = { address: 'HOST', enable_starttls_auto: false }"],
  ["a.rb", "x = { enable_starttls_auto: false, :address => 'HOST' }"],
  ["a.rb", "Net::SMTP.new('HOST', 25).disable_starttls"],
  ["a.yml", "smtp:\n  address: HOST\n  enable_starttls_auto: false"],
  ["a.yml", 'smtp:\n  enable_starttls_auto: false\n  address: "HOST"'],
  ["a.ex", 'config :a, M, relay: "HOST", tls: :never'],
  ["a.erl", 'send(M, [{relay, "HOST"}, {tls, never}])'],
  ["a.go", 'http.ListenAndServe("HOST:6060", nil)'],
  ["a.go", 'http.ListenAndServe("HOST", nil)'],
  ["a.js", "const http = require('http');\nhttp.createServer(app).listen(8080, 'HOST');"],
  ["a.rs", 'HttpServer::new(|| App::new()).bind(("HOST", 8080))'],
  ["a.cpp", 'httplib::Server svr;\nsvr.listen("HOST", 8080);'],
  ["a.sh", "python3 -m http.server 8000 --bind HOST"],
  ["a.sh", "python3 -m http.server -b HOST 8000"],
  ["nginx.conf", "server {\n  listen HOST:80;\n  root /srv;\n}"],
  ["httpd.conf", "<VirtualHost HOST:80>\n  DocumentRoot /srv\n</VirtualHost>"],
  ["haproxy.cfg", "frontend web\n  bind HOST:80\n  default_backend b"],
  ["pg_hba.conf", "hostnossl all all HOST md5"],
  ["vault.hcl", 'listener "tcp" {\n  address = "HOST:8200"\n  tls_disable = true\n}'],
  ["vault.hcl", 'listener "tcp" {\n  address = "HOST:${var.port}"\n  tls_disable = true\n}'],
] as const;

const rules: readonly string[] = ["HTTP011", "HTTP020", "HTTP040"];
const isFound = (path: string, text: string) => scanText(path, text).some(({ rule }) => rules.includes(rule));

test.for(places)("%s: %s: this machine is told from a name that only looks like it", ([path, text]) => {
  for (const host of ["localhost", "127.0.0.1", "127.8.0.1"]) {
    expect(isFound(path, text.replace(/\bHOST\b/, host)), host).toBe(false);
  }
  for (const host of ["localhost.initech.io", "127.0.0.1.initech.io", "my-localhost.initech.io"]) {
    expect(isFound(path, text.replace(/\bHOST\b/, host)), host).toBe(true);
  }
});

test.for([
  ["A.cs", 'a.Host = "localhost"; a.Port = 25;\nb.EnableSsl = false; b.Host = "mail.initech.io";', "error"],
  ["A.cs", 'a.Host = "mail.initech.io"; a.Port = 25;\nb.Host = "localhost"; b.EnableSsl = false;', undefined],
  ["A.cs", 'b.EnableSsl = false; b.Host = "localhost"; a.Host = "mail.initech.io";', undefined],
  ["A.cs", 'b.EnableSsl = false; b.Host = "10.0.0.1"; // "localhost"', "warning"],
  ["A.cs", 'Log("to localhost"); b.EnableSsl = false;', "error"],
  ["A.cs", 'if (b.Host == "localhost") b.EnableSsl = false;', "error"],
  ["a.js", "a = { host: 'localhost' }; b = { ignoreTLS: true, x: 1, y: 2, z: 3, host: h }", "error"],
  ["a.yml", "smtp:\n  address: 10.0.0.1\n  enable_starttls_auto: false", "warning"],
  ["A.cs", 'var r = (FtpWebRequest)WebRequest.Create("ftp://10.0.0.1/a");', "warning"],
  ["A.cs", "var r = (FtpWebRequest)WebRequest.Create(localhostOf(x));", "error"],
] as const)("%s: %s: the nearest host counts → %s", ([path, text, weight]) => {
  const found = scanText(path, text).filter(({ rule }) => rule === "HTTP011");
  expect(found.map(({ severity }) => severity)).toEqual(weight === undefined ? [] : [weight]);
});
