import { expect, test } from "vitest";
import { foundIn } from "./found-in.ts";

const plist = (...lines: readonly string[]) =>
  [
    '<?xml version="1.0"?>',
    '<plist version="1.0"><dict>',
    "<key>NSAppTransportSecurity</key>",
    "<dict>",
    ...lines,
    "</dict>",
    "</dict></plist>",
  ].join("\n");
const domain = (name: string, value = "<true/>") =>
  plist(
    "<key>NSExceptionDomains</key><dict>",
    `<key>${name}</key><dict>`,
    `<key>NSExceptionAllowsInsecureHTTPLoads</key>${value}`,
    "</dict>",
    "</dict>",
  );

test.for([
  [plist("<key>NSAllowsArbitraryLoads</key>", "<true/>"), "5"],
  [plist("<key>NSAllowsArbitraryLoads</key><true/>"), "5"],
  [plist("<key>NSAllowsArbitraryLoadsInWebContent</key><true />"), "5"],
  [domain("initech.io"), "7"],
  [
    domain("initech.io")
      .replace("NSException", "NSTemporaryException")
      .replace("NSTemporaryExceptionDomains", "NSExceptionDomains"),
    "7",
  ],
  [domain("initech.io").replace("NSExceptionAllows", "NSThirdPartyExceptionAllows"), "7"],
  [plist("<key>NSAllowsArbitraryLoads</key>", "<false/>", "<key>x</key><true/>"), ""],
  [plist("<!-- <key>NSAllowsArbitraryLoads</key><true/> -->"), ""],
  [plist("<key>NSAllowsLocalNetworking</key><true/>"), ""],
  [domain("localhost"), ""],
  [domain("initech.io", "<false/>"), ""],
] as const)("Info.plist: %j → %j", ([text, lines]) => {
  expect(foundIn("ios/App/Info.plist", text)).toBe(lines);
});

test.for([
  ["app.json", '{"expo": {"ios": {"infoPlist": {"NSAppTransportSecurity": {"NSAllowsArbitraryLoads": true}}}}}', "1"],
  ["project.yml", "info:\n  properties:\n    NSAppTransportSecurity:\n      NSAllowsArbitraryLoads: true", "4"],
  ["project.yml", "NSAppTransportSecurity:\n  NSAllowsArbitraryLoads: false", ""],
  ["app.json", '{"expo": {"plugins": [["expo-build-properties", {"android": {"usesCleartextTraffic": true}}]]}}', "1"],
  ["capacitor.config.json", '{"server": {\n"cleartext": true}}', "2"],
  ["AndroidManifest.xml", '<manifest>\n<application\n android:usesCleartextTraffic="true"/>\n</manifest>', "3"],
  [
    "AndroidManifest.xml",
    "<manifest><application android:usesCleartextTraffic = 'true'></application></manifest>",
    "1",
  ],
  ["AndroidManifest.xml", '<manifest><application android:usesCleartextTraffic="false"/></manifest>', ""],
  ["AndroidManifest.xml", '<manifest><application android:usesCleartextTraffic="${cleartext}"/></manifest>', ""],
  ["app/src/debug/AndroidManifest.xml", '<manifest><application android:usesCleartextTraffic="true"/></manifest>', ""],
  [
    "res/xml/network.xml",
    '<network-security-config>\n<base-config cleartextTrafficPermitted="true"/>\n</network-security-config>',
    "2",
  ],
  [
    "res/xml/network.xml",
    '<network-security-config>\n<domain-config cleartextTrafficPermitted="true">\n<domain>initech.io</domain>\n</domain-config>\n</network-security-config>',
    "2",
  ],
  [
    "res/xml/network.xml",
    '<network-security-config><domain-config cleartextTrafficPermitted="true"><domain>localhost</domain><domain includeSubdomains="true">10.0.2.2</domain></domain-config></network-security-config>',
    "",
  ],
  [
    "res/xml/network.xml",
    '<network-security-config><base-config cleartextTrafficPermitted="false"/></network-security-config>',
    "",
  ],
] as const)("%s: %j → %j", ([path, text, lines]) => {
  expect(foundIn(path, text)).toBe(lines);
});

test.for([
  ["application.properties", "server.ssl.enabled=false", "1"],
  ["application.yml", "server:\n  ssl:\n    enabled: false", "3"],
  ["application.yml", "server:\n  ssl:\n    enabled: true", ""],
  ["application.properties", "security.require-ssl=false", "1"],
  ["application.properties", "spring.rabbitmq.ssl.enabled=false", "1"],
  ["application.yml", "spring:\n  data:\n    redis:\n      ssl:\n        enabled: false", "5"],
  ["values.yaml", "tls:\n  enabled: false", ""],
  ["values.yaml", "redis:\n  ssl:\n    enabled: false", ""],
  [".env", "SERVER_SSL_ENABLED=false", "1"],
  [
    "web.config",
    '<configuration><system.web><authentication><forms\n requireSSL="false"/></authentication></system.web></configuration>',
    "2",
  ],
  ["web.config", '<configuration><httpCookies requireSSL="true"/></configuration>', ""],
  [
    "web.config",
    '<system.serviceModel><bindings><basicHttpBinding><binding>\n<security mode="None"/></binding></basicHttpBinding></bindings></system.serviceModel>',
    "2",
  ],
  [
    "web.config",
    '<system.serviceModel><bindings><basicHttpBinding><binding>\n<security mode="Transport"/></binding></basicHttpBinding></bindings></system.serviceModel>',
    "",
  ],
  ["web.config", '<behavior>\n<serviceMetadata httpGetEnabled="true"/></behavior>', "2 warning"],
  ["web.config", '<behavior><serviceMetadata httpGetEnabled="true" httpsGetEnabled="true"/></behavior>', ""],
  ["web.config", '<security><access sslFlags="None"/></security>', "1"],
  ["web.config", '<security><access sslFlags="Ssl, SslNegotiateCert"/></security>', ""],
  [
    "WEB-INF/web.xml",
    "<user-data-constraint>\n<transport-guarantee>NONE</transport-guarantee></user-data-constraint>",
    "2",
  ],
  [
    "WEB-INF/web.xml",
    "<user-data-constraint><transport-guarantee>CONFIDENTIAL</transport-guarantee></user-data-constraint>",
    "",
  ],
  ["appsettings.json", '{"Jwt": {\n"RequireHttpsMetadata": false}}', "2"],
  ["realm.json", '{"realm": "x",\n"sslRequired": "none"}', "2"],
  ["realm.json", '{"realm": "x", "sslRequired": "external"}', ""],
  ["fly.toml", "[http_service]\n  internal_port = 8080\n  force_https = false", "3"],
  ["fly.toml", "[http_service]\n  force_https = true", ""],
  ["swagger.json", '{"swagger": "2.0", "host": "api.initech.io",\n"schemes": ["http", "https"]}', "2 warning"],
  ["swagger.yaml", 'swagger: "2.0"\nhost: api.initech.io\nschemes:\n- https', ""],
  ["swagger.yaml", 'swagger: "2.0"\nhost: localhost:8080\nschemes:\n- http', ""],
] as const)("%s: %j → %j", ([path, text, lines]) => {
  expect(foundIn(path, text)).toBe(lines);
});
