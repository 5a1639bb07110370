import { z } from "zod";
import type { AnySetting, Settings } from "../domain/setting.ts";

/** How a policy file writes these settings: every key may be left out. */
export function settingsShape(settings: Settings): Record<string, z.ZodOptional<z.ZodType>> {
  return Object.fromEntries(Object.entries(settings).map(([key, setting]) => [key, settingSchema(setting).optional()]));
}

function settingSchema(setting: AnySetting): z.ZodType {
  const { description } = setting;
  if (setting.kind === "scalar") {
    const known = setting.default === undefined ? {} : { default: setting.default };
    return setting.schema.meta({ description, ...known });
  }
  if (setting.kind === "list") return listSchema(setting.item).meta({ description });
  return z.strictObject(settingsShape(setting.members)).meta({ description });
}

/** A list; one string may stand for a list of it where items may be strings. */
export function listSchema<T>(item: z.ZodType<T>, { atLeastOne = false } = {}): z.ZodType<T[]> {
  const items = atLeastOne ? z.array(item).min(1) : z.array(item);
  const text = stringForm(item);
  if (text === null) return items;
  return z.union([text.pipe(item as z.ZodType<T, unknown>).transform((value) => [value]), items]);
}

/** The part of a schema that reads strings, or null. */
function stringForm(schema: z.core.$ZodType): z.ZodType | null {
  const { def } = schema._zod as z.core.$ZodTypes["_zod"];
  if (def.type === "string" || def.type === "enum") return schema as z.ZodType;
  if (def.type === "pipe") return stringForm(def.in);
  if (def.type !== "union") return null;
  return def.options.map((option) => stringForm(option)).find((option) => option !== null) ?? null;
}
