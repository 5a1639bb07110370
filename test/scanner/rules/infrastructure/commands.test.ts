import { expect, test } from "vitest";
import { scan } from "../../../../src/scanner/scan.ts";
import { workOf } from "../../work.ts";
import { foundIn } from "./found-in.ts";

test.for([
  [
    "a.sh",
    "aws elbv2 create-listener --load-balancer-arn $A --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=$T",
    "1",
  ],
  ["a.sh", "aws elbv2 create-listener \\\n  --protocol HTTP --port 80 \\\n  --default-actions Type=forward", "1"],
  [
    "a.sh",
    "aws elbv2 create-listener --protocol HTTP --port 80 --default-actions 'Type=redirect,RedirectConfig={Protocol=HTTPS}'",
    "",
  ],
  ["a.sh", "aws elbv2 create-listener --protocol HTTPS --port 443", ""],
  ["a.sh", "aws elb create-load-balancer --listeners 'Protocol=HTTP,LoadBalancerPort=80'", "1"],
  ["a.sh", "gcloud sql instances patch db --no-require-ssl", "1"],
  ["a.sh", "gcloud sql instances patch db --require-ssl", ""],
  ["a.sh", "gcloud sql instances patch db --ssl-mode=ALLOW_UNENCRYPTED_AND_ENCRYPTED", "1"],
  ["a.sh", "gcloud functions deploy f --security-level=secure-optional", "1"],
  ["a.sh", "gcloud functions deploy f --security-level=secure-always", ""],
  ["a.sh", "aws elasticache create-replication-group --no-transit-encryption-enabled", "1"],
  ["a.yaml", "command:\n- kube-apiserver\n- --insecure-port=8080", "3"],
  ["a.yaml", "command:\n- kube-apiserver\n- --insecure-port=0", ""],
  ["a.yaml", "args:\n- --enable-insecure-login", "2"],
  ["a.sh", "cockroach start --insecure --join=a", "1"],
  ["a.yaml", 'command: ["cockroach", "start-single-node", "--insecure"]', "1"],
  ["a.sh", "cockroach start --certs-dir=c # not --insecure", ""],
  ["a.ps1", "winrm set winrm/config/service '@{AllowUnencrypted=\"true\"}'", "1"],
  ["a.ps1", "Set-Item WSMan:\\localhost\\Service\\AllowUnencrypted -Value $true", "1"],
  ["a.ps1", "winrm set winrm/config/service '@{AllowUnencrypted=\"false\"}'", ""],
  ["A.java", "http.requiresChannel().anyRequest().requiresInsecure();", "1"],
  ["A.java", "http.requiresChannel().anyRequest().requiresSecure();", ""],
  ["hosts.yml", "all:\n  vars:\n    ansible_winrm_scheme: http", "3"],
  ["main.cf", "smtpd_tls_security_level = none", "1"],
  ["main.cf", "smtpd_tls_security_level = may", ""],
  ["vsftpd.conf", "ssl_enable=NO", "1"],
  ["dovecot/10-ssl.conf", "ssl = no", "1"],
  ["dovecot/10-ssl.conf", "ssl = required", ""],
  ["a.py", "elb.create_listener(LoadBalancerArn=a, Protocol='HTTP', Port=80, DefaultActions=[f])", "1"],
  ["a.ts", "new LbListener(this, 'l', { port: 80, protocol: 'HTTP', defaultAction: [f] });", "1"],
  ["a.php", "<?php $config['force_https'] = false;", "1"],
  ["a.php", "<?php $on = $config->get('force_https', false);", ""],
  [
    "a.py",
    "DOCS = '''\n  viewer_protocol_policy: allow-all\n  and so on, as the documentation of this module explains it\n'''",
    "",
  ],
  [".ebextensions/a.config.yaml", "option_settings:\n  aws:elb:listener:80:\n    ListenerProtocol: HTTP", "3"],
  ["a.tf", 'setting {\n  namespace = "aws:elb:listener"\n  name = "ListenerProtocol"\n  value = "HTTP"\n}', "4"],
  [
    "a.tf",
    'module "alb" {\n  listeners = {\n    web = {\n      port = 80\n      protocol = "HTTP"\n      forward = { target_group_key = "x" }\n    }\n  }\n}',
    "5",
  ],
  [
    "a.tf",
    'module "alb" {\n  listeners = {\n    web = {\n      protocol = "HTTP"\n      redirect = {\n        port = "443"\n        protocol = "HTTPS"\n      }\n    }\n  }\n}',
    "",
  ],
  [
    "a.tf",
    'module "alb" {\n  http_tcp_listeners = [\n    {\n      port = 80\n      protocol = "HTTP"\n    }\n  ]\n}',
    "5",
  ],
] as const)("%s: %j → %j", ([path, text, lines]) => {
  expect(foundIn(path, text)).toBe(lines);
});

/** What HTTP040 finds in lines whose file is not at hand. */
function foundAlone(path: string, ...lines: readonly string[]): number[] {
  const found = scan({ path, lines: lines.map((text, index) => ({ line: index + 10, text })) });
  return found.filter(({ rule }) => rule === "HTTP040").map(({ line }) => line);
}

test.for([
  ["a.tf", '    viewer_protocol_policy = "allow-all"', true],
  ["a.yaml", "        ViewerProtocolPolicy: allow-all", true],
  ["a.json", '      "ViewerProtocolPolicy": "allow-all",', true],
  ["Info.plist", "<key>NSAllowsArbitraryLoads</key><true/>", true],
  ["AndroidManifest.xml", '        android:usesCleartextTraffic="true"', true],
  ["a.yaml", '    nginx.ingress.kubernetes.io/ssl-redirect: "false"', true],
  ["a.bicep", "    httpsOnly: false", true],
  ["a.tf", '  protocol = "HTTP"', false],
  ["a.yaml", "  mode: DISABLE", false],
  ["a.yaml", "  scheme: http", false],
  ["nginx.conf", "  listen 80;", false],
  ["a.tf", '  # viewer_protocol_policy = "allow-all"', false],
] as const)("a line alone: %s: %j → %j", ([path, line, isFound]) => {
  expect(foundAlone(path, line)).toEqual(isFound ? [10] : []);
});

test("a part of a hunk is enough where it holds the whole block", () => {
  const lines = ['resource "aws_lb_listener" "x" {', "  port = 80", '  protocol = "HTTP"', "}"];
  expect(foundAlone("a.tf", ...lines)).toEqual([12]);
});

test.for([
  ["a.yaml", "protocol: HTTP\nport: 80\n"],
  ["a.tf", '  listener {\n protocol = "http"\n}\n'],
  ["nginx.conf", "server { listen 80; listen 81; }\n"],
  ["a.ts", "lb.addListener((((( protocol: ApplicationProtocol.HTTP "],
] as const)("many of them in one block take work in proportion: %s: %j", ([path, text]) => {
  const work = (times: number) => workOf(() => foundIn(path, `resource "aws_elb" "x" {\n${text.repeat(times)}`));
  expect(work(2000)).toBeLessThan(2.5 * work(1000) + 1000);
  foundIn(path, `resource "aws_elb" "x" {\n${text.repeat(8000)}`);
});
