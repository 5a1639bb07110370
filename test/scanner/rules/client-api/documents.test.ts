import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.json", '{"api": {"protocol": "http", "host": "api.initech.io"}}', "error"],
  ["a.json", '{"api": {"protocol": "http", "host": "localhost"}}', "nothing"],
  ["a.json", '{"api": {"protocol": "https", "host": "api.initech.io"}}', "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});
