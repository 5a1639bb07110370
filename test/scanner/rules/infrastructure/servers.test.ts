import { expect, test } from "vitest";
import { foundIn } from "./found-in.ts";

const nginx = (...lines: readonly string[]) => ["server {", ...lines.map((line) => `  ${line}`), "}"].join("\n");
const tlsServer = "\nserver {\n  listen 443 ssl;\n  ssl_certificate x;\n}";
const apache = (...lines: readonly string[]) =>
  ["<VirtualHost *:80>", ...lines.map((line) => `  ${line}`), "</VirtualHost>"].join("\n");

test.for([
  [nginx("listen 80;", "server_name www.initech.io;", "location / { root /srv; }"), "2 warning"],
  [nginx("listen 80 default_server;", "root /srv;") + tlsServer, "2 warning"],
  [nginx("listen [::]:80;", "root /srv;") + tlsServer, "2 warning"],
  [nginx("listen 80;", "listen 443 ssl;", "root /srv;"), "2 warning"],
  // In a container, behind what terminates TLS, as a rule.
  [nginx("listen 80;", "server_name _;", "location / { root /srv; }"), "2 notice"],
  [nginx("listen 80;", "server_name localhost;", "root /srv;"), "2 notice"],
  [nginx("listen 8080;", "root /srv;"), "2 notice"],
  [nginx("listen 80;", "return 301 https://$host$request_uri;") + tlsServer, ""],
  [
    nginx(
      "listen 80;",
      "server_name www.initech.io;",
      "location / {",
      "  return 308 https://www.initech.io$request_uri;",
      "}",
    ),
    "",
  ],
  [nginx("listen 80;", "server_name www.initech.io;", "rewrite ^ https://$host$request_uri? permanent;"), ""],
  [
    nginx(
      "listen 80;",
      "server_name www.initech.io;",
      "if ($scheme = http) {",
      "  return 301 https://$server_name$request_uri;",
      "}",
    ),
    "",
  ],
  [nginx("listen 80;", "server_name www.initech.io;", "return 444;"), ""],
  [nginx("listen 80;", "server_name www.initech.io;", "include snippets/redirect-to-tls.conf;"), ""],
  [nginx("listen 80;", "server_name www.initech.io;", "location /private { return 403; }"), "2 warning"],
  [nginx("listen 80;", "server_name www.initech.io;", "return 301 http://other.initech.io;"), "2 warning"],
  [nginx("# listen 80;", "listen 443 ssl;", "server_name www.initech.io;"), ""],
  [nginx("listen 127.0.0.1:80;", "server_name www.initech.io;"), ""],
  [nginx("listen 443 ssl http2;", "server_name www.initech.io;"), ""],
  [nginx("listen 80 ssl;", "server_name www.initech.io;"), ""],
  [nginx("ssl off;", "listen 443;", "server_name www.initech.io;"), "2"],
  [`stream {\n${nginx("listen 80;", "proxy_pass backend;")}\n}`, ""],
] as const)("nginx.conf: %j → %j", ([text, lines]) => {
  expect(foundIn("nginx.conf", text)).toBe(lines);
  expect(foundIn("deploy/conf.d/site.conf", text)).toBe(lines);
});

test.for([
  [apache("ServerName www.initech.io", "DocumentRoot /srv"), "1 warning"],
  [apache("ServerName localhost", "DocumentRoot /srv"), "1 notice"],
  [apache("DocumentRoot /srv").concat("\n<VirtualHost *:443>\n  SSLEngine on\n</VirtualHost>"), "1 warning"],
  [apache("ServerName www.initech.io", "Redirect permanent / https://www.initech.io/"), ""],
  [
    apache(
      "ServerName www.initech.io",
      "RewriteEngine On",
      "RewriteRule ^ https://%{SERVER_NAME}%{REQUEST_URI} [END,R=permanent]",
    ),
    "",
  ],
  [apache("ServerName www.initech.io", "<Location />", "  Redirect / https://www.initech.io/", "</Location>"), ""],
  [apache("ServerName www.initech.io").replace(":80", ":443"), ""],
  [apache("ServerName www.initech.io").replace("*:80", "127.0.0.1:80"), ""],
  [apache("ServerName www.initech.io", "SSLEngine off").replace(":80", ":443"), "3"],
  [`# ${apache("ServerName www.initech.io").replaceAll("\n", "\n# ")}`, ""],
] as const)("httpd.conf: %j → %j", ([text, lines]) => {
  expect(foundIn("httpd.conf", text)).toBe(lines);
  expect(foundIn("sites/www.conf", text)).toBe(lines);
});

test.for([
  ["frontend web\n  bind *:80\n  bind *:443 ssl crt x.pem\n  default_backend b", "2 warning"],
  ["frontend web\n  bind *:80\n  default_backend b", "2 notice"],
  ["frontend web\n  bind :80\n  bind :443 ssl crt x.pem\n  redirect scheme https code 301 if !{ ssl_fc }", ""],
  [
    "frontend web\n  bind *:80\n  http-request redirect scheme https unless { ssl_fc }\nfrontend tls\n  bind *:443 ssl crt x.pem",
    "",
  ],
  ["frontend web\n  bind 127.0.0.1:80\n  default_backend b", ""],
  ["frontend web\n  mode tcp\n  bind *:80\n  bind *:443 ssl crt x.pem", ""],
  ["backend b\n  server s 10.0.0.1:80 check", ""],
] as const)("haproxy.cfg: %j → %j", ([text, lines]) => {
  expect(foundIn("haproxy.cfg", text)).toBe(lines);
});

test.for([
  ["{\n  auto_https off\n}\nwww.initech.io {\n  respond x\n}", "2"],
  ["{\n  auto_https disable_redirects\n}", "2 warning"],
  ["www.initech.io {\n  respond x\n}", ""],
  ["# auto_https off\nwww.initech.io {\n  respond x\n}", ""],
] as const)("Caddyfile: %j → %j", ([text, lines]) => {
  expect(foundIn("Caddyfile", text)).toBe(lines);
});
