import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.dart", "final u = Uri.http('api.initech.io', '/v1');", "error"],
  ["a.dart", "final u = Uri.http('localhost:8080', '/v1');", "nothing"],
  ["a.dart", "final u = Uri.https('api.initech.io', '/v1');", "nothing"],
  ["a.dart", "final u = secure ? Uri.https(host, p) : Uri.http(host, p);", "nothing"],
  ["a.dart", "final r = await HttpClient().get('api.initech.io', 80, '/');", "error"],
  ["a.swift", 'let c = NWConnection(host: "www.initech.io", port: 80, using: .tcp)', "error"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});
