import { expect, test } from "vitest";
import { infrastructure } from "../../../../src/scanner/rules/infrastructure/index.ts";
import { sourceOf } from "../../../../src/scanner/source.ts";
import { findWords } from "../../../../src/scanner/words/find-words.ts";
import { foundIn } from "./found-in.ts";

// What is similar, but of another name, in another block or of another kind, is something else.

type Row = readonly [path: string, text: string, found: string];

const nginx = (...lines: readonly string[]) => ["server {", ...lines, "}"].join("\n");
const apache = (...lines: readonly string[]) => [...lines, "</VirtualHost>"].join("\n");

const servers: readonly Row[] = [
  ["nginx.conf", nginx("listen 10.0.0.1:80;"), "2 notice"],
  ["nginx.conf", nginx("listen *:8080;"), "2 notice"],
  ["nginx.conf", nginx("listen [2001:db8::1]:80;"), "2 notice"],
  ["nginx.conf", nginx("listen 180;"), ""],
  ["nginx.conf", nginx("listen 800;"), ""],
  ["nginx.conf", nginx("listen a:b:80;"), ""],
  ["nginx.conf", nginx("listen;"), ""],
  ["nginx.conf", nginx("listen 80 nossl;"), "2 notice"],
  ["nginx.conf", nginx("listen 80 quic;"), ""],
  ["nginx.conf", nginx("proxy 80 listen;"), ""],
  ["nginx.conf", "http {\n  listen 80;\n}", ""],
  ["nginx.conf", nginx("listen 80;", "location / {", "  return 404;", "}"), ""],
  ["nginx.conf", nginx("listen 80;", "location /a {", "  return 404;", "}"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "location = / {", "  return 404;", "}"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "return 200 404;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "return 4040;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "deny 403;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "add_header Location https://a.initech.io;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "returns 301 https://a.initech.io;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "myreturn 301 https://a.initech.io;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "include tls.conf;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "server_name 10.0.0.1;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "server_name *.initech.io;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "server_name a.initech.io2;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "server_name www.initech.local;"), "2 notice"],
  ["nginx.conf", nginx("listen 80;", "server_name _ www.initech.io;"), "2 warning"],
  ["nginx.conf", "http {\n  ssl off;\n}", ""],
  ["httpd.conf", apache("<VirtualHost 127.0.0.1:80 *:80>"), "1 notice"],
  ["httpd.conf", apache("<VirtualHost *:8080>"), ""],
  ["httpd.conf", apache("<VirtualHost *:800>"), ""],
  ["httpd.conf", apache("<VirtualHost *:443>", "ServerName virtualhost:80"), ""],
  ["httpd.conf", apache("<VirtualHost *:80>", "ServerAlias www.initech.io"), "1 warning"],
  ["httpd.conf", apache("<VirtualHost *:80>", "ServerAdmin www.initech.io"), "1 notice"],
  ["httpd.conf", apache("<VirtualHost *:80>", "RedirectMatch ^ https://www.initech.io"), ""],
  ["httpd.conf", apache("<VirtualHost *:80>", "RewriteRules ^ https://www.initech.io"), "1 notice"],
  ["httpd.conf", "SSLEngine off", ""],
  ["httpd.conf", apache("<VirtualHost *:80>", "Redirect / https://a.initech.io", "SSLEngine off"), ""],
  ["haproxy.cfg", "listen web\n  bind *:80", "2 notice"],
  ["haproxy.cfg", "listen web\n  bind *:8080", ""],
  ["haproxy.cfg", "listen web\n  bind *:80 ssl crt x.pem", ""],
  ["haproxy.cfg", "listen web\n  bind", ""],
  ["haproxy.cfg", "listen web\n  source 10.0.0.1:80 bind", ""],
  ["haproxy.cfg", "backend web\n  bind *:80", ""],
  ["haproxy.cfg", "listen web\n  mode http\n  bind *:80", "3 notice"],
  ["haproxy.cfg", "bind *:80\nlisten web", ""],
];

const stores: readonly Row[] = [
  ["db.conf", "shared_buffers = 1\nssl = off", "2"],
  ["db.conf", "max_connections = 1\nssl = off", "2"],
  ["db.conf", "ssl_cert_file = 1\nssl = off", "2"],
  ["db.conf", "my_shared_buffers = 1\nssl = off", ""],
  ["server.properties", "security.protocol=PLAINTEXT", ""],
  ["server.properties", "listeners.x=PLAINTEXT://b.initech.io:9092", ""],
  ["server.properties", "a.listeners=PLAINTEXT://b.initech.io:9092", "1"],
  ["server.properties", "listeners=PLAINTEXT://", ""],
  ["server.properties", "listeners=PLAINTEXT://:9092a", ""],
  ["server.properties", "listeners=PLAINTEXT://0.0.0.0:9092", "1 warning"],
  ["pg_hba.conf", "hostnossl  all  all\t0.0.0.0/0  md5", "1"],
  ["pg_hba.conf", "hostnossl all all 127.0.0.1/8   md5", ""],
  ["pg_hba.conf", "hostnossl  all  all  ::1/128  md5", ""],
  ["pg_hba.conf", "hostnossl all all md5", ""],
  ["pg_hba.conf", "hostnossl", ""],
  ["pg_hba.conf", "local hostnossl all 0.0.0.0/0 md5", ""],
  ["loki.yaml", "s3:\n  endpoints: s3.initech.io\n  insecure: true", "3"],
  ["loki.yaml", "s3:\n  endpoint: http://s3.initech.io\n  insecure: true", ""],
  ["loki.yaml", "s3:\n  endpoint: s3.initech.io\n  insecure: false", ""],
  ["loki.yaml", "s3:\n  endpoint: s3.initech.io\n  tls.insecure: true", "3"],
  ["otel.yaml", "endpoint: otel.initech.io\nx:\n  insecure: true", ""],
  ["grafana.yaml", "root_url: x\nserver:\n  protocol: http", "3 notice"],
  ["a.ini", "[server]\nroot_url = x\nprotocol = http", "3 notice"],
  ["a.ini", "[server]\nhttp_port = 3000\nprotocol = http", "3 notice"],
  ["a.ini", "[server]\nprotocol = http", ""],
];

const monitor = (kind: string) => `apiVersion: v1\nkind: ${kind}\nspec:\n  scheme: http`;

const monitoring: readonly Row[] = [
  ...["ServiceMonitor", "PodMonitor", "ScrapeConfig", "Probe"].map(
    (kind): Row => ["a.yaml", monitor(kind), "4 notice"],
  ),
  ...["MyPodMonitor", "PodMonitorX", "MyScrapeConfig", "ScrapeConfigX", "MyProbe", "ProbeX"].map(
    (kind): Row => ["a.yaml", monitor(kind), ""],
  ),
  ["a.yaml", monitor("PodMonitor").replace("scheme", "prometheus.io/scheme"), ""],
  ["p.yml", "remote_write:\n- scheme: http\n  targets: [a.initech.io]", "2"],
  ["p.yml", "remote_read:\n- scheme: http\n  targets: [localhost, 10.0.0.1]", "2 warning"],
  ["p.yml", "scrape_configs:\n- scheme: http\n  targets: ['{{ host }}']", "2 notice"],
  ["p.yml", "scrape_configs:\n- scheme: http\n  targets: [!Ref Host]", "2 notice"],
  ["p.yml", "scrape_configs:\n- scheme: http\n  labels: [a.initech.io]", "2 notice"],
  ["p.yml", "other:\n- scheme: http\n  targets: [a.initech.io]", ""],
];

const listener = (...lines: readonly string[]) => ['resource "aws_lb_listener" "l" {', ...lines, "}"].join("\n");
const task = (name: string, block = "listeners") => `- ${name}:\n    ${block}:\n      - protocol: HTTP`;
const module = (name: string) => `module "m" {\n  ${name} = [\n    {\n      protocol = "HTTP"\n    }\n  ]\n}`;

const listeners: readonly Row[] = [
  ["a.tf", listener('protocol = "HTTPS"', "x {", "port = 80", "}"), ""],
  ["a.tf", listener("x {", "port = 80", "}"), ""],
  ["a.tf", 'resource "aws_elb" "l" {\n  port = 80\n}', ""],
  ["a.tf", "port = 80", ""],
  ["a.tf", listener('protocol = "HTTP"', 'dynamic "tags" {', "a = 1", "}"), "2"],
  ["a.tf", listener('protocol = "HTTP"', 'dynamic "redirect" {', "a = 1", "}"), ""],
  ["a.tf", listener('protocol = "HTTP"', 'x "default_action" {', "a = 1", "}"), "2"],
  ["a.tf", listener('protocol = "HTTP"', "default_action = var.a"), ""],
  ["a.tf", listener('protocol = "HTTP"', "default_action {}"), ""],
  ["a.tf", listener('protocol = "HTTP"', "default_actions = var.a"), ""],
  ["a.tf", listener('protocol = "HTTP"', "other_action = var.a"), "2"],
  ["a.tf", listener('protocol = "HTTP"', "redirect {", "port = var.p", 'protocol = "HTTP"', "}"), "2"],
  ["a.tf", listener('protocol = "HTTP"', "redirect {", 'protocol = "https"', "}"), ""],
  ["a.tf", listener('protocol = "HTTP"', "health_check {", 'protocol = "HTTPS"', "}"), "2"],
  ["a.tf", listener('protocol = "HTTP"', "redirect_http = false"), "2"],
  ["a.tf", listener('protocol = "HTTP"', 'redirect_http = "False"'), "2"],
  ["a.tf", listener('protocol = "HTTP"', 'listener_forward = "OFF"'), "2"],
  ["a.tf", listener('protocol = "HTTP"', "redirect_http = var.x"), ""],
  ["a.yaml", task("elb_application_lb"), "3"],
  ["a.yaml", task("ec2_elb_lb"), "3"],
  ["a.yaml", task("community.aws.elb_classic_lb"), "3"],
  ["a.yaml", task("elb_application_lb_info"), ""],
  ["a.yaml", task("my_elb_application_lb"), ""],
  ["a.yaml", task("elb_application_lb", "targets"), ""],
  ["a.yaml", "elb_application_lb:\n  protocol: HTTP", ""],
  ["a.tf", module("listeners"), "4"],
  ["a.tf", module("http_tcp_listeners"), "4"],
  ["a.tf", module("my_listeners"), ""],
  ["a.tf", module("listeners_x"), ""],
  ["a.tf", module("listeners").replace('module "m"', "locals"), ""],
];

const padding = `\n${"x;\n".repeat(300)}`;

const programs: readonly Row[] = [
  ["a.ts", "new aws.lb.Listener('l', { 'protocol' : 'HTTP' });", "1"],
  ["a.ts", "new aws.lb.Listener('l', { protocol:'HTTP' });", "1"],
  ["a.ts", "new aws.lb.Listener('l', { protocols: 'HTTP' });", ""],
  ["a.ts", "lb.addListener('L', { 'port' : 80 });", "1"],
  ["a.ts", "lb.addListener('L', { port:80 });", "1"],
  ["a.ts", "lb.addListener('L', { ports: 80 });", ""],
  ["a.php", "<?php $lb->addListener('L', ['port' => 80, 'protocol' => Protocol::TCP]);", ""],
  ["a.ts", "const p = { protocol: ApplicationProtocol.HTTP };", "1"],
  ["a.ts", `lb.addTargets('T', { protocol: ApplicationProtocol.HTTP });${padding}`, ""],
  ["a.ts", "f(a); lb.addTargets('T', { protocol: ApplicationProtocol.HTTP });", ""],
  ["a.ts", "lb.addTargets(); f(a, { protocol: ApplicationProtocol.HTTP });", "1"],
  ["a.ts", "lb.addTargets ('T', { protocol: ApplicationProtocol.HTTP });", ""],
  ["a.ts", "lb.addTargets(f('long', x), { protocol: ApplicationProtocol.HTTP });", ""],
  ["a.ts", `function deploy(enforceHttps = false) {}${padding}`, ""],
  ["a.ts", `${padding}x = "enforceHttps: false";`, "302"],
  ["a.ts", `x = "${"a".repeat(58)} enforceHttps: false";`, "1"],
  ["a.ts", `x = "${"a".repeat(59)} enforceHttps: false";`, ""],
  ["a.sh", "# redirect\naws elbv2 create-listener --protocol HTTP", "2"],
  ["a.sh", "aws elbv2 create-listener --protocol HTTP\necho redirect", "1"],
  ["a.sh", "aws elbv2 create-listener --protocol HTTP \\\n  --default-actions Type=redirect", ""],
  ["a.sh", "aws elbv2 create-listener --protocol HTTP \\\r\n  --default-actions Type=redirect", ""],
];

const frameworks: readonly Row[] = [
  ["web.config", "<customBinding><binding><x>\n<security mode='None'/></x></binding></customBinding>", "2"],
  ["web.config", "<bindings><security mode='None'/></bindings>", ""],
  ["a.config", '<behavior>\n<serviceMetadata httpGetEnabled="false"/></behavior>', ""],
  ["a.config", '<behavior>\n<serviceMetadata httpGetEnabled="True" httpsGetEnabled="false"/></behavior>', "2 warning"],
  ["a.config", '<behavior>\n<serviceMetadata httpGetEnabled="TRUE" httpsGetEnabled="TRUE"/></behavior>', ""],
  ["a.config", '<behavior><x httpGetEnabled="{{ x }}"/></behavior>', ""],
  ["a.config", '<behavior><httpGetEnabled><x a="true"/></httpGetEnabled></behavior>', ""],
  ["a.config", '<behavior>\n<add key="httpGetEnabled" value="true"/></behavior>', ""],
  [
    "a.config",
    "<serviceMetadata httpGetEnabled='true'><httpsGetEnabled><a/></httpsGetEnabled></serviceMetadata>",
    "1 warning",
  ],
  ["c.json", '{"server":\n{"cleartext": true}}', "2"],
  ["c.json", '{"android":\n{"cleartext": true}}', ""],
  ["c.json", '{"cleartext": true}', ""],
  ["a.yml", "x: y\nrabbitmq.ssl.enabled: false", ""],
  ["a.yml", "spring: y\nrabbitmq.ssl.enabled: false", "2"],
  ["a.yml", "offspring:x\nrabbitmq.ssl.enabled: false", ""],
];

test.for([...servers, ...stores, ...monitoring, ...listeners, ...programs, ...frameworks])(
  "%s: %j → %j",
  ([path, text, found]) => {
    expect(foundIn(path, text)).toBe(found);
  },
);

test.for([
  ["a.yaml", "  ssl-redirect: false", true],
  ["a.yaml", "  ssl-redirect: true", false],
  ["a.ts", "  enforceHttps: false,", true],
  ["a.ts", "  enforceHttps: true,", false],
  ["a.json", '{"hosts": ["tcp://0.0.0.0:2375"]}', true],
] as const)("%s: %j alone is suspected: %s", ([path, text, isSuspected]) => {
  expect(infrastructure.suspects?.(sourceOf(path, text), findWords(infrastructure.words)(text))).toBe(isSuspected);
});
