import { z } from "zod";
import { type AnySetting, compareEquality, type ScalarSetting, type Settings } from "../src/domain/setting.ts";
import { describeSchema, type SchemaNode } from "../src/policy/describe-schema.ts";
import { formatValue } from "../src/policy/format-value.ts";
import { code, table } from "./markdown.ts";

/** The reference of some settings: one row a key, members of a group under `group.key`. */
export function settingsTable(settings: Settings): string {
  return table(["key", "takes", "default", "stricter", "what it does"], rows(settings, ""));
}

function rows(settings: Settings, prefix: string): string[][] {
  return Object.entries(settings).flatMap(([key, setting]) => {
    const name = `${prefix}${key}`;
    if (setting.kind !== "group") {
      return [[code(name), takes(setting), fallback(setting), order(setting), setting.description]];
    }
    const [unwritten, stricter] = setting.always ? ["as below", "as below"] : ["not asked for", "asking for it"];
    const own = [code(name), "a map", unwritten, stricter, setting.description];
    return [own, ...rows(setting.members, `${name}.`)];
  });
}

function takes(setting: Exclude<AnySetting, { kind: "group" }>): string {
  const schema = setting.kind === "list" ? setting.item : setting.schema;
  const node = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as SchemaNode;
  const one = describeSchema(node).replace("a text that is not empty", "text");
  return setting.kind === "list" ? `a list; each item: ${one}` : one;
}

function fallback(setting: Exclude<AnySetting, { kind: "group" }>): string {
  if (Array.isArray(setting.default) && setting.default.length === 0) return "none";
  if (setting.default !== undefined) return code(formatValue(setting.default));
  return setting.kind === "scalar" && setting.required ? "required" : "none";
}

function order(setting: Exclude<AnySetting, { kind: "group" }>): string {
  if (setting.kind === "list") {
    return { stricter: "more items", laxer: "fewer items", neither: "no order" }[setting.longer];
  }
  const node = z.toJSONSchema(setting.schema, { io: "input", unrepresentable: "any" }) as SchemaNode;
  if (node.enum !== undefined) return orderOfWords(setting, node.enum);
  if (node.type === "integer") return setting.compare(node.maximum, node.minimum) === "stricter" ? "more" : "less";
  return setting.compare === compareEquality ? "no order" : "what allows less";
}

function orderOfWords(setting: ScalarSetting<unknown>, words: readonly unknown[]): string {
  const isOrdered = words.every((word, index) => index === 0 || setting.compare(word, words[index - 1]) === "stricter");
  return isOrdered ? words.map((word) => code(String(word))).join(" < ") : "no order";
}
