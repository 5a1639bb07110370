import { z } from "zod";
import { type ListSetting, list } from "../domain/setting.ts";

/** What a check must be called and who must have made it (contract, section 6, checks). */
export interface Selector {
  /** A glob in which `*` and `?` match any character; all else is literal. */
  name: string;
  /** The slug of the app that writes the check run. */
  app?: string;
  /** The login that sets the commit status. */
  creator?: string;
  /** Path of the workflow file. */
  workflow?: string;
  conclusions: readonly string[];
}

const conclusions = [
  "success",
  "failure",
  "neutral",
  "cancelled",
  "skipped",
  "timed_out",
  "action_required",
  "stale",
  "error",
] as const;

const text = z.string().trim().min(1);
const producerMissing = "expected either `app` or `creator` beside `name`: a bare name would match anybody's check";

const selectorSchema: z.ZodType<Selector> = z
  .union([
    text,
    z.strictObject({
      name: text,
      app: text.optional(),
      creator: text.optional(),
      workflow: text.optional(),
      conclusions: z
        .union([z.enum(conclusions), z.array(z.enum(conclusions)).min(1)])
        .optional()
        .describe("accepted conclusions; default: success"),
    }),
  ])
  .superRefine((value, context) => {
    if (typeof value === "string") return;
    if ((value.app === undefined) === (value.creator === undefined)) {
      context.addIssue({ code: "custom", message: producerMissing });
    } else if (value.creator !== undefined && value.workflow !== undefined) {
      context.addIssue({
        code: "custom",
        path: ["workflow"],
        message: "expected no workflow: a commit status has none",
      });
    }
  })
  .transform((value): Selector => {
    if (typeof value === "string") return { name: value, app: "github-actions", conclusions: ["success"] };
    const { name, app, creator, workflow, conclusions: accepted = "success" } = value;
    return {
      name,
      ...(app !== undefined && { app }),
      ...(creator !== undefined && { creator }),
      ...(workflow !== undefined && { workflow }),
      conclusions: [...new Set(typeof accepted === "string" ? [accepted] : accepted)].sort(),
    };
  });

/** The setting `checks`. */
export const checksSetting: ListSetting<Selector> = list(selectorSchema, {
  description:
    "Checks that must have succeeded on the head: a name glob (made by github-actions), or `{ name, app | creator, workflow, conclusions }`.",
  longer: "stricter",
  covers: asksForAtLeast,
});

/** Whether `a` asks for all that `b` asks for: the same name and producer, no more conclusions, every key of `b`. */
function asksForAtLeast(a: Selector, b: Selector): boolean {
  return (
    a.name === b.name &&
    a.app === b.app &&
    a.creator === b.creator &&
    (b.workflow === undefined || a.workflow === b.workflow) &&
    a.conclusions.every((conclusion) => b.conclusions.includes(conclusion))
  );
}

/** The selector in words, for reasons. */
export function describeSelector({ name, app, creator, workflow }: Selector): string {
  const producer = app ?? creator ?? "anybody";
  return `\`${name}\` by ${producer}${workflow === undefined ? "" : ` from ${workflow}`}`;
}
