import { expect, test } from "vitest";
import { foundIn } from "./found-in.ts";

// What is similar, but of another name, in another block or of another kind, is something else.

type Row = readonly [path: string, text: string, found: string];

const plist = (...lines: readonly string[]) => `<plist><dict>\n${lines.join("\n")}\n</dict></plist>`;
const insecure = "NSExceptionAllowsInsecureHTTPLoads";
const network = (...domains: readonly string[]) =>
  `<network-security-config>\n<domain-config cleartextTrafficPermitted="true">${domains.join("")}</domain-config></network-security-config>`;
const manifest = '<manifest><application android:usesCleartextTraffic="true"/></manifest>';

const mobile: readonly Row[] = [
  ["src/debug/AndroidManifest.xml", manifest, ""],
  ["app/src/androidTestDebug/AndroidManifest.xml", manifest, ""],
  ["app/src/main/AndroidManifest.xml", manifest, "1"],
  ["app/mysrc/debug/AndroidManifest.xml", manifest, "1"],
  ["app/src/debug-x/AndroidManifest.xml", manifest, "1"],
  ["n.xml", network("<domain>localhost</domain>", "<domain>initech.io</domain>"), "2"],
  ["n.xml", network("<domain>localhost</domain>", "<domain/>"), "2"],
  ["n.xml", network("<domain>10.0.2.2</domain>", "<pin>initech.io</pin>"), ""],
  ["n.xml", network("<domain>10.0.2.20</domain>"), "2"],
  ["n.xml", network(), "2"],
  ["a.plist", plist("<string>NSAllowsArbitraryLoads</string><true/>"), ""],
  ["a.plist", plist("<key>XNSAllowsArbitraryLoads</key><true/>"), ""],
  ["a.plist", plist("<key>NSAllowsArbitraryLoadsX</key><true/>"), ""],
  ["a.plist", plist("<key>NSAllowsArbitraryLoads</key>"), ""],
  ["a.plist", plist("<key>NSAllowsArbitraryLoadsForMedia</key><true/>"), "2"],
  ["a.plist", plist(`<key>${insecure}</key><true/>`), "2"],
  ["a.plist", plist(`<dict><key>${insecure}</key><true/></dict>`), "2"],
  ["a.plist", plist(`<key>localhost</key><dict><key>${insecure}</key><true/></dict>`), ""],
  ["a.plist", plist(`<key>localhost</key><dict><string>${insecure}</string><true/></dict>`), ""],
  ["a.plist", plist(`<key>a.io</key><dict><string>${insecure}</string><true/></dict>`), ""],
  ["a.plist", plist(`<key>a.io</key><dict><key>${insecure}X</key><true/></dict>`), ""],
  ["a.json", `{"a.io":\n{"${insecure}": true}}`, "2"],
  ["a.json", `{"localhost":\n{"${insecure}": true}}`, ""],
  ["a.json", `{"a.io":\n{"${insecure}": "no"}}`, ""],
  ["a.json", `{"a.io":\n{"${insecure}X": true}}`, ""],
  ["a.json", `[\n{"${insecure}": true}]`, "2"],
  ["a.json", '{"NSAllowsArbitraryLoads": {"a": true}}', ""],
  ["a.json", '{"a":\n{"NSAllowsArbitraryLoadsInWebContent": "YES"}}', "2"],
  ["a.json", '{"NSAllowsArbitraryLoadsInGeneral": true}', ""],
];

const clouds: readonly Row[] = [
  ["a.tf", "in_cluster = false", ""],
  ["a.tf", "encryption_in_transit {\n  in_cluster = false\n}", "2"],
  ["a.config", "option_settings:\n  aws:elb:listener:443:\n    ListenerProtocol: HTTP", ""],
  ["a.yaml", "option_settings:\n  aws:elb:listener:443:\n    ListenerProtocol: HTTP", "3"],
  ["a.yaml", "option_settings:\n  aws:rds:listener:\n    ListenerProtocol: HTTP", ""],
  ["a.tf", 'setting {\n  namespace = "aws:elbv2:listener:443"\n  name = "ListenerProtocol"\n  value = "HTTP"\n}', "4"],
  ["a.tf", 'setting {\n  namespace = "aws:rds"\n  name = "ListenerProtocol"\n  value = "HTTP"\n}', ""],
  ["a.tf", 'setting {\n  name = "ListenerProtocol"\n  value = "HTTP"\n}', ""],
  ["a.tf", 'resource "aws_transfer_server" "s" {\n  protocols = ["SFTP", "FTP"]\n}', "2"],
  ["a.tf", 'resource "aws_transfer_server" "s" {\n  protocols = ["SFTP", "FTPS"]\n}', ""],
  ["a.tf", 'resource "other_server" "s" {\n  protocols = ["FTP"]\n}', ""],
  [
    "a.bicep",
    "resource v 'Microsoft.Compute/virtualMachines@2023' = {\n  listeners: [\n{ protocol: 'http' }\n]\n}",
    "3",
  ],
  ["a.bicep", "resource v 'Microsoft.Compute/disks@2023' = {\n  listeners: [\n{ protocol: 'http' }\n]\n}", ""],
  ["a.yaml", "protocols:\n- http", ""],
  ["a.tf", 'resource "azurerm_api_management_api" "a" {\n  protocols = [var.p, "http"]\n}', "2"],
  ["a.tf", 'resource "azurerm_api_management_api_policy" "a" {\n  protocols = ["http"]\n}', ""],
  ["a.tf", 'resource "azurerm_frontdoor_route" "a" {\n  supported_protocols = ["Http", "Https"]\n}', ""],
  [
    "a.tf",
    'resource "azurerm_frontdoor_route" "a" {\n  supported_protocols = ["Http", "Https"]\n  https_redirect_enabled = false\n}',
    "2, 3",
  ],
  [
    "a.tf",
    'resource "azurerm_frontdoor_route" "a" {\n  supported_protocols = ["Http", "Https"]\n  https_redirect_enabled = var.x\n}',
    "",
  ],
  [
    "a.tf",
    'resource "azurerm_frontdoor_route" "a" {\n  supported_protocols = ["Http"]\n  https_redirect_enabled = true\n}',
    "2",
  ],
  [
    "a.tf",
    'resource "azurerm_frontdoor" "a" {\n  routing_rule {\n    accepted_protocols = ["Http"]\n    redirect_configuration {}\n  }\n}',
    "",
  ],
  [
    "a.bicep",
    "resource r 'Microsoft.Cdn/profiles/routes@2023' = {\n  properties: {\n    supportedProtocols: [ 'Http' ]\n    routeConfiguration: { a: 1 }\n  }\n}",
    "",
  ],
  [
    "a.bicep",
    "resource r 'Microsoft.Cdn/profiles/routes@2023' = {\n  properties: {\n    supportedProtocols: [ 'Http', 'Https' ]\n    httpsRedirect: 'Disabled'\n  }\n}",
    "3, 4",
  ],
  ["a.bicep", "resource r 'Microsoft.Cdn/a/b/routes@1' = {\n  supportedProtocols: [\n'Http'\n]\n}", "3"],
  ["a.bicep", "resource r 'Microsoft.Cdn/a/routesX@1' = {\n  supportedProtocols: [\n'Http'\n]\n}", ""],
  ["a.tf", 'http_listener {\n  protocol = "Http"\n}', ""],
  ["a.tf", 'resource "azurerm_lb" "g" {\n  http_listener {\n    protocol = "Http"\n  }\n}', ""],
  ["a.tf", 'resource "azurerm_application_gateway" "g" {\n  http_listener {\n    protocol = "Http"\n  }\n}', "3"],
  ["a.tf", 'resource "azurerm_application_gateway" "g" {\n  probe {\n    protocol = "Http"\n  }\n}', ""],
  ["a.tf", 'resource "azurerm_application_gateway" "g" {\n  protocol = "Http"\n}', ""],
  [
    "a.tf",
    'resource "azurerm_application_gateway" "g" {\n  http_listener { protocol = "Http" }\n  redirect_configuration {}\n}',
    "",
  ],
  ["a.tf", 'resource "google_compute_region_backend_service" "b" {\n  protocol = "HTTP"\n}', "2 warning"],
  ["a.tf", 'resource "my_google_compute_backend_service" "b" {\n  protocol = "HTTP"\n}', ""],
  ["a.tf", 'resource "google_compute_backend_service_x" "b" {\n  protocol = "HTTP"\n}', ""],
  ["a.tf", 'resource "cloudflare_zone_setting" "z" {\n  ssl = "off"\n}', "2"],
  ["a.tf", 'resource "my_cloudflare_zone" "z" {\n  ssl = "off"\n}', ""],
  ["s.json", '{"swagger": "2.0", "host": "api.initech.io", "x":\n["http"]}', ""],
  ["s.json", '{"openapi": "3.0", "host": "api.initech.io",\n"schemes": ["http"]}', ""],
  ["s.json", '{"swagger": "2.0",\n"schemes": ["http"]}', ""],
  ["s.json", '{"swagger": "2.0", "host": "10.0.0.1",\n"schemes": ["http"]}', ""],
  ["s.yaml", "swagger: 2\nhost: api.initech.io\nx.schemes:\n- http", ""],
];

const kubernetes: readonly Row[] = [
  ["a.yaml", "metadata:\n  annotations:\n    x.io/http-protocol: Enabled", "3"],
  ["a.yaml", "Type: AWS::X::Y\nProperties:\n  HttpProtocol: Enabled", "3"],
  ["a.yaml", "http_protocol: Enabled", ""],
  ["a.yaml", "apiVersion: dapr.io/v1\nkind: Configuration\nspec:\n  mtls:\n    enabled: false", "5"],
  ["a.yaml", "apiVersion: dapr.io/v1\nkind: MyConfiguration\nspec:\n  mtls:\n    enabled: false", ""],
  ["a.yaml", "apiVersion: v1\nkind: Secret\ndata:\n  server.insecure: 'true'", ""],
  ["a.yml", "api:\n  insecure: true", ""],
  ["a.yml", "entryPoints: x\napi:\n  insecure: true", "3"],
  ["a.yaml", "apiVersion: v1\nkind: Gateway\nservers:\n- port:\n    protocol: HTTP", "5"],
  ["a.yaml", "apiVersion: v1\nkind: Gateway\nservers:\n- port:\n    x.protocol: HTTP", ""],
  ["a.yaml", "apiVersion: v1\nkind: Gateway\nservers:\n- protocol: HTTP", ""],
  ["a.yaml", "apiVersion: v1\nkind: Gateway\nspec:\n- port:\n    protocol: HTTP", ""],
  ["a.yaml", "apiVersion: v1\nkind: X\nservers:\n- port:\n    protocol: HTTP", ""],
  [
    "a.yaml",
    "apiVersion: v1\nkind: Gateway\nservers:\n- port:\n    protocol: HTTP\n  tls:\n    httpsRedirect: false",
    "5, 7",
  ],
  [
    "a.yaml",
    "apiVersion: v1\nkind: Gateway\nservers:\n- port:\n    protocol: HTTP\n  tls:\n    httpsRedirect: {{ x }}",
    "",
  ],
  ["a.yaml", "apiVersion: v1\nkind: Gateway\nlisteners:\n- protocol: HTTP", "4 warning"],
  ["a.yaml", "apiVersion: v1\nkind: Gateway\nlisteners:\n- x.protocol: HTTP", ""],
  ["a.yaml", "apiVersion: v1\nkind: Gateway\nbackends:\n- protocol: HTTP", ""],
  ["a.yaml", "apiVersion: v1\nkind: X\nlisteners:\n- protocol: HTTP", ""],
  ["a.yaml", "kind: Gateway\napiVersion: v1\nprotocol: HTTP", ""],
  ["a.yaml", "x/listen-ports: '[{\"HTTP\": 80}]'", "1"],
  ["a.json", '{"x/listen-ports": "[{\\"HTTP\\": 80}]"}', "1"],
  ["a.yaml", "x.listen-ports: '[{\"HTTP\": 80}]'", ""],
  ["a.yaml", "x/listen-ports: '[{\"HTTPS\": 80}]'", ""],
  ["a.yaml", "x/listen-ports:\n- a", ""],
  ["a.yaml", "x/listen-ports: '[{\"HTTP\": 80}]'\nx/actions.ssl-redirect: y", ""],
  ["a.yaml", "x/listen-ports: '[{\"HTTP\": 80}]'\nx/ssl-redirect-port: y", "1"],
  ["a.yaml", "apiVersion: v1\nkind: Kafka\nlisteners:\n- tls: false", "4"],
  ["a.yaml", "apiVersion: v1\nkind: Kafka\nlisteners:\n- x.tls: false", ""],
  ["a.yaml", "apiVersion: v1\nkind: Kafka\nother:\n- tls: false", ""],
  ["a.yaml", "apiVersion: v1\nkind: KafkaTopic\nlisteners:\n- tls: false", ""],
  ["vault.hcl", 'listener "tcp" {\n  tls_disable = true\n}', "2"],
  ["a.yaml", 'x/listen-ports: "[{\\"HTTP\\": 80}]"', "1"],
  ["vault.hcl", 'listener "unix" {\n  address = "unix:///run/v"\n  tls_disable = true\n}', ""],
  ["vault.hcl", 'listener "tcp" {\n  address = var.unix\n  x = "127.0.0.1"\n  tls_disable = true\n}', "4"],
  ["vault.yaml", "listener:\n  address: 127.0.0.1:8200\n  tls_disable: true", ""],
];

test.for([...mobile, ...clouds, ...kubernetes])("%s: %j → %j", ([path, text, found]) => {
  expect(foundIn(path, text)).toBe(found);
});
