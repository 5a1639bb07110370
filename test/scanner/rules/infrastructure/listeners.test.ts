import { expect, test } from "vitest";
import { foundIn } from "./found-in.ts";

/** A listener of Terraform's with these lines in it. */
function listener(...lines: readonly string[]): string {
  return ['resource "aws_lb_listener" "web" {', ...lines, "}"].join("\n");
}
const forward = 'default_action {\n type = "forward"\n target_group_arn = aws_lb_target_group.x.arn\n }';
const redirectTo = (protocol: string) =>
  `default_action {\n type = "redirect"\n redirect {\n port = "443"\n ${protocol}\n }\n }`;
const cfn = (...lines: readonly string[]) =>
  [
    "Resources:",
    "  L:",
    "    Type: AWS::ElasticLoadBalancingV2::Listener",
    "    Properties:",
    ...lines.map((line) => `      ${line}`),
  ].join("\n");

test.for([
  [listener("port = 80", 'protocol = "HTTP"', forward), "3"],
  [listener('port = "80"', 'protocol = "http"', forward), "3"],
  [listener("port = 8080", 'protocol = "HTTP"', forward), "3"],
  [listener("port = 80", forward), "2"],
  [listener("port = var.port", 'protocol = "HTTP" # plain', forward), "3"],
  [listener("port = 80", 'protocol = "HTTP"', 'default_action {\n type = "fixed-response"\n }'), "3"],
  [listener("port = 80", 'protocol = "HTTP"', redirectTo('protocol = "HTTP"')), "3"],
  [listener("port = 80", 'protocol = "HTTP"', redirectTo('protocol = "#{protocol}"')), "3"],
  [listener("port = 80", 'protocol = "HTTP"', redirectTo('status_code = "HTTP_301"')), "3"],
  [listener("port = 80", 'protocol = "HTTP"', redirectTo('protocol = "HTTPS"')), ""],
  [listener("port = 80", redirectTo('protocol = "HTTPS"')), ""],
  [listener("port = 80", 'protocol = "HTTP"', redirectTo("protocol = var.to")), ""],
  [listener("port = 80", 'protocol = "HTTP"', 'dynamic "default_action" {\n for_each = var.x\n }'), ""],
  [listener("port = 443", 'protocol = "HTTPS"', forward), ""],
  [listener("port = 443", forward), ""],
  [listener("port = 80", 'protocol = "TCP"', forward), ""],
  [listener("port = 80", 'protocol = var.tls ? "HTTPS" : "HTTP"', forward), ""],
  [listener("port = 80", '# protocol = "HTTP"', 'protocol = "HTTPS"', forward), ""],
  [listener("port = 80", 'protocol = "HTTP"', forward).replace("aws_lb_listener", "aws_alb_listener"), "3"],
  [listener("port = 80", 'protocol = "HTTP"', forward).replace("aws_lb_listener", "aws_lb_target_group"), ""],
  [
    'resource "aws_elb" "e" {\n listener {\n  lb_port = 80\n  lb_protocol = "http"\n  instance_protocol = "http"\n }\n}',
    "4",
  ],
  [
    'resource "aws_elb" "e" {\n listener {\n  lb_port = 443\n  lb_protocol = "https"\n  instance_protocol = "http"\n }\n}',
    "",
  ],
  [
    'resource "aws_elb" "e" {\n listener {\n  lb_protocol = "tcp"\n }\n health_check {\n  target = "HTTP:80/"\n }\n}',
    "",
  ],
  ['resource "aws_vpclattice_listener" "l" {\n  protocol = "HTTP"\n  default_action {\n  forward {}\n }\n}', "2"],
  ['resource "alicloud_slb_listener" "l" {\n  protocol = "http"\n}', "2"],
  ['resource "alicloud_slb_listener" "l" {\n  protocol = "http"\n  listener_forward = "on"\n}', ""],
  ['resource "oci_load_balancer_listener" "l" {\n  protocol = "HTTP"\n}', "2"],
  ['resource "openstack_lb_listener_v2" "l" {\n  protocol = "HTTP"\n}', "2"],
  ['resource "openstack_lb_listener_v2" "l" {\n  protocol = "TERMINATED_HTTPS"\n}', ""],
  [
    'resource "digitalocean_loadbalancer" "l" {\n forwarding_rule {\n  entry_protocol = "http"\n  target_protocol = "http"\n }\n}',
    "3",
  ],
  [
    'resource "digitalocean_loadbalancer" "l" {\n redirect_http_to_https = true\n forwarding_rule {\n  entry_protocol = "http"\n }\n}',
    "",
  ],
  ['resource "hcloud_load_balancer_service" "l" {\n  protocol = "http"\n}', "2"],
  ['resource "hcloud_load_balancer_service" "l" {\n  protocol = "https"\n http {\n  redirect_http = true\n }\n}', ""],
  ['resource "aws_lb_target_group" "g" {\n  port = 80\n  protocol = "HTTP"\n}', ""],
  ['resource "aws_security_group_rule" "g" {\n  from_port = 80\n  protocol = "tcp"\n}', ""],
  ['variable "protocol" {\n  default = "HTTP"\n}', ""],
  ['module "alb" {\n  protocol = "HTTP"\n  port = 80\n}', ""],
] as const)("a.tf: %j → %j", ([text, lines]) => {
  expect(foundIn("a.tf", text)).toBe(lines);
});

test.for([
  [cfn("Port: 80", "Protocol: HTTP", "DefaultActions:", "  - Type: forward", "    TargetGroupArn: !Ref T"), "6"],
  [cfn("Port: 80", "Protocol: 'HTTP'", "DefaultActions: [{Type: forward, TargetGroupArn: !Ref T}]"), "6"],
  [
    cfn(
      "Port: 80",
      "Protocol: HTTP",
      "DefaultActions:",
      "- Type: redirect",
      "  RedirectConfig:",
      "    Port: 443",
      "    Protocol: HTTPS",
    ),
    "",
  ],
  [
    cfn(
      "Port: 80",
      "Protocol: HTTP",
      'DefaultActions: [{Type: redirect, RedirectConfig: {Protocol: "HTTPS", Port: 443}}]',
    ),
    "",
  ],
  [
    cfn(
      "Port: 80",
      "Protocol: HTTP",
      "DefaultActions:",
      "- Type: redirect",
      "  RedirectConfig:",
      "    Protocol: '#{protocol}'",
    ),
    "6",
  ],
  [cfn("Port: 443", "Protocol: HTTPS", "DefaultActions:", "- Type: forward"), ""],
  [cfn("Port: 80", "Protocol: !Ref Protocol", "DefaultActions:", "- Type: forward"), ""],
  [cfn("Port: 80", "Protocol: HTTP").replace("::Listener", "::TargetGroup"), ""],
  [
    "L:\n  Type: AWS::ElasticLoadBalancing::LoadBalancer\n  Properties:\n    Listeners:\n    - LoadBalancerPort: '80'\n      InstanceProtocol: HTTP\n      Protocol: HTTP",
    "7",
  ],
  [
    "L:\n  Type: AWS::ElasticLoadBalancing::LoadBalancer\n  Properties:\n    Listeners:\n    - InstanceProtocol: HTTP\n      Protocol: HTTPS",
    "",
  ],
  [
    "- community.aws.elb_application_lb:\n    listeners:\n      - Protocol: HTTP\n        Port: 80\n        DefaultActions:\n          - Type: forward",
    "3",
  ],
  [
    "- community.aws.elb_application_lb:\n    listeners:\n      - Protocol: HTTP\n        Port: 80\n        DefaultActions:\n          - Type: redirect\n            RedirectConfig: {Protocol: HTTPS}",
    "",
  ],
  ["- amazon.aws.elb_classic_lb:\n    listeners:\n      - protocol: http\n        load_balancer_port: 80", "3"],
  [
    "resources:\n  l:\n    type: aws:lb:Listener\n    properties:\n      port: 80\n      protocol: HTTP\n      defaultActions:\n        - type: forward",
    "6",
  ],
  ["ports:\n  - protocol: HTTP\n    port: 80", ""],
  [
    "L:\n  Type: AWS::ElasticLoadBalancingV2::TargetGroup\n  Properties:\n    Protocol: HTTP\n    HealthCheckProtocol: HTTP",
    "",
  ],
] as const)("a.yaml: %j → %j", ([text, lines]) => {
  expect(foundIn("a.yaml", text)).toBe(lines);
});

test.for([
  [
    '{"L": {"Type": "AWS::ElasticLoadBalancingV2::Listener",\n"Properties": {\n"Protocol": "HTTP",\n"DefaultActions": [{"Type": "forward"}]}}}',
    "3",
  ],
  ['{"L": {\n"Properties": {"Protocol": "HTTP"},\n"Type": "AWS::ElasticLoadBalancingV2::Listener"}}', "2"],
  [
    '{"L": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {"Protocol": "HTTP", "DefaultActions": [{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS"}}]}}}',
    "",
  ],
  ['{"resource": {"aws_lb_listener": {"x": {\n"protocol": "HTTP"}}}}', "2"],
] as const)("a.json: %j → %j", ([text, lines]) => {
  expect(foundIn("a.json", text)).toBe(lines);
});
