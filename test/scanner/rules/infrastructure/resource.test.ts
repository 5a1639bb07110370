import { expect, test } from "vitest";
import { entryAt } from "../../../../src/scanner/entries/entries-of.ts";
import { isPartOf, resourceOf } from "../../../../src/scanner/rules/infrastructure/resource.ts";
import { matchSetting, saidBy, wordsOf } from "../../../../src/scanner/rules/infrastructure/setting.ts";
import { sourceOf } from "../../../../src/scanner/source.ts";

/** The entry at the word HERE. */
function entryIn(path: string, text: string) {
  const entry = entryAt(sourceOf(path, text), text.indexOf("HERE"));
  if (entry === undefined) throw new Error(`no entry in ${text}`);
  return entry;
}

test.for<[path: string, text: string, type: string | undefined, settings: string]>([
  ["a.tf", 'resource "aws_lb" "x" {\n  HERE = 1\n}', "aws_lb", "resource"],
  ["a.tf", 'resource "aws_lb" "x" {\n  a {\n    b { HERE = 1 }\n  }\n}', "aws_lb", "resource"],
  ["a.tf", 'module "aws_lb" {\n  HERE = 1\n}', undefined, ""],
  ["a.tf", "resource {\n  HERE = 1\n}", undefined, ""],
  ["a.tf", 'data "aws_lb" "x" {\n  HERE = 1\n}', undefined, ""],
  ["a.bicep", "resource x 'M.W/sites@2023-01-01' = {\n  properties: { HERE: 1 }\n}", "M.W/sites", "properties"],
  ["a.bicep", "resource x 'M.W/sites@2023-01-01' = {\n  HERE: 1\n}", "M.W/sites", "resource"],
  ["a.json", '{"resource": {"aws_lb": {"x": {"HERE": 1}}}}', "aws_lb", "x"],
  ["a.json", '{"resources": {"aws_lb": {"x": {"HERE": 1}}}}', undefined, ""],
  ["a.yaml", "L:\n  Type: AWS::S3::Bucket\n  Properties:\n    HERE: 1", "AWS::S3::Bucket", "Properties"],
  ["a.yaml", "L:\n  Type: AWS::S3::Bucket\n  HERE: 1", "AWS::S3::Bucket", "L"],
  [
    "a.yaml",
    "l:\n  type: aws:lb/listener:Listener\n  properties:\n    HERE: 1",
    "aws:lb/listener:Listener",
    "properties",
  ],
  ["a.yaml", "l:\n  type: Microsoft.Web/sites@2023\n  HERE: 1", "Microsoft.Web/sites", "l"],
  ["a.yaml", "l:\n  type: Microsoft.Web.More/sites\n  HERE: 1", "Microsoft.Web.More/sites", "l"],
  ["a.yaml", "l:\n  type: M.W/sites\n  HERE: 1", "M.W/sites", "l"],
  ["a.yaml", "l:\n  type: listener\n  HERE: 1", undefined, ""],
  ["a.yaml", "l:\n  type: ::listener\n  HERE: 1", undefined, ""],
  ["a.yaml", "l:\n  type: /a.b/c\n  HERE: 1", undefined, ""],
  ["a.yaml", "l:\n  type: a/b/c\n  HERE: 1", undefined, ""],
  ["a.yaml", "l:\n  type: an AWS::S3::Bucket\n  HERE: 1", undefined, ""],
  ["a.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  HERE: 1", "Pod", ""],
  ["a.yaml", "kind: Pod\nspec:\n  HERE: 1", undefined, ""],
  ["a.yaml", "apiVersion: v1\nspec:\n  HERE: 1", undefined, ""],
  ["a.yaml", "apiVersion: v1\nkind: Pod\n---\nHERE: 1", undefined, ""],
])("%s: %j is part of %s, whose settings are in %j", ([path, text, type, settings]) => {
  const entry = entryIn(path, text);
  const resource = resourceOf(entry);
  expect([resource?.type, resource?.settings.key ?? ""]).toEqual([type, settings]);
  expect(isPartOf(entry, type ?? "x")).toBe(type !== undefined);
  expect(isPartOf(entry, /^[\w.:/]+$/)).toBe(type !== undefined);
  expect(isPartOf(entry, `${type}x`)).toBe(false);
});

test.for<[path: string, text: string, said: string | undefined]>([
  ["a.yaml", "HERE: 1", "HERE = 1"],
  ["a.yaml", "a: { HERE: 1 }", "HERE = 1"],
  ["a.yaml", "a:\n  - HERE=1", "HERE = 1"],
  ["a.yaml", "a:\n  - --HERE=1=2", "HERE = 1=2"],
  ["a.yaml", "a:\n  - HERE=", "HERE = "],
  ["a.yaml", "a:\n  - HERE 1", undefined],
  ["a.yaml", "HERE:\n  a: 1", undefined],
  ["a.yaml", "name: HERE\nvalue: 1", "HERE = 1"],
  ["a.yaml", "ParameterName: HERE\nParameterValue: 1", "HERE = 1"],
  ["a.yaml", "value: 1\nkey: HERE", "HERE = 1"],
  ["a.yaml", "title: HERE\nvalue: 1", "title = HERE"],
  ["a.yaml", "name: HERE\nvalues: 1", "name = HERE"],
  ["a.yaml", "name: HERE\nvalue:\n  a: 1", "name = HERE"],
])("%s: %j says %j", ([path, text, wanted]) => {
  const said = saidBy(entryIn(path, text));
  expect(said && `${said.path} = ${said.value}`).toBe(wanted);
});

test.for<[text: string, isMeant: boolean]>([
  ["server.ssl.HEREenabled: false", false],
  ["server.ssl.enabled: false # HERE", true],
  ["a.server.ssl.enabled: false # HERE", true],
  ["server:\n  ssl:\n    enabled: false # HERE", true],
  ["server/ssl:\n  enabled: false # HERE", true],
  ["a:\n  server:\n    ssl.enabled: false # HERE", true],
  ["SERVER_SSL_ENABLED: false # HERE", true],
  ["MY_SERVER_SSL_ENABLED: false # HERE", true],
  ["MYSERVER_SSL_ENABLED: false # HERE", false],
  ["my_server_ssl_enabled: false # HERE", false],
  ["my_SERVER_SSL_ENABLED: false # HERE", false],
  ["MY_SERVER_SSL_enabled: false # HERE", false],
  ["myserver.ssl.enabled: false # HERE", false],
  ["ssl:\n  enabled: false # HERE", false],
  ["server:\n  ssl:\n    a:\n      enabled: false # HERE", false],
  ["server.ssl.enabled: 'False' # HERE", true],
  ["server.ssl.enabled: falsey # HERE", false],
])("%j is the setting: %s", ([text, isMeant]) => {
  const entry = entryIn("a.yaml", text);
  const setting = { keys: ["security.require_ssl", "server.ssl.enabled"], values: ["false"], why: "x" };
  expect(matchSetting(setting, entry) !== undefined).toBe(isMeant);
});

test("a key is found by its last part, as it may be spelt", () => {
  expect(wordsOf("tls.minVersion")).toEqual(["minversion"]);
  expect(wordsOf("net/a.my_long_key")).toEqual(["my_long_key", "mylongkey", "my-long-key"]);
});
