import { z } from "zod";
import type { AnyControl } from "../domain/control.ts";
import type { Condition, Role, Rule, WrittenPolicy } from "../domain/policy.ts";
import { globSchema } from "../matching/glob-schema.ts";
import { listSchema, settingsShape } from "./setting-schema.ts";
import { breakGlassSettings, configurable, gateSettings, settingsOf } from "./settings.ts";

const text = z.string().min(1);
const texts = listSchema(text);
const globs = listSchema(globSchema, { atLeastOne: true });
const names = listSchema(text, { atLeastOne: true });

/** Levels that GitHub computes, and the two names that its older interface has for them. */
const permissions = ["pull", "triage", "push", "maintain", "admin", "read", "write"] as const;

const roleSchema = z
  .strictObject({
    users: texts.optional().describe("Logins."),
    teams: texts.optional().describe("Slugs of teams, or `org/slug`."),
    permissions: listSchema(z.enum(permissions)).optional().describe("Permissions on the repository."),
  })
  .refine((role) => Object.keys(role).length > 0, "expected at least one of users, teams and permissions")
  .transform(({ users = [], teams = [], permissions: levels = [] }): Role => ({ users, teams, permissions: levels }));

const sizeExpected = 'expected a size such as ">400" or "<20"';

/** The keys of `when`, for the reference. */
export const conditionSchema = z
  .strictObject({
    base: globs.optional().describe("Globs of the base branch."),
    head: globs.optional().describe("Globs of the head branch."),
    paths: globs.optional().describe("Some changed file matches, under its new or its old name."),
    "only-paths": globs.optional().describe("Every changed file matches, under its new and its old name."),
    authors: names.optional().describe("Every contributor is listed: logins, or roles."),
    "author-type": z.enum(["user", "bot"]).optional().describe("What kind of account opened the pull request."),
    labels: names.optional().describe("Some of these labels is set."),
    title: globs.optional().describe("Globs of the title."),
    size: z
      .string(sizeExpected)
      .regex(/^[<>]\d{1,9}$/, sizeExpected)
      .optional()
      .describe('Additions and deletions together: `">400"` or `"<20"`.'),
    "dependency-update": listSchema(z.enum(["major", "minor", "patch"]), { atLeastOne: true })
      .optional()
      .describe(
        "The largest semver step among the dependency changes, where nothing but manifests and lock files changed.",
      ),
  })
  .refine((when) => Object.keys(when).length > 0, "expected at least one condition");

function ruleSchema(controls: z.ZodType<Rule["controls"]>) {
  return z.strictObject({
    name: text.optional().describe("What the rule is called; default: rule N."),
    when: conditionSchema.describe("When the rule holds: all keys must."),
    controls: controls.describe("What changes where it holds."),
  });
}

function controlsSchema(controls: readonly AnyControl[]): z.ZodType<Rule["controls"]> {
  const entries = configurable(controls).map((control) => {
    const entry = z.strictObject(settingsShape(settingsOf(control)));
    return [control.id, entry.describe(`${control.title}. ${control.rationale}`).optional()] as const;
  });
  return z.strictObject(Object.fromEntries(entries)) as unknown as z.ZodType<Rule["controls"]>;
}

/** The policy file's form, derived from the list of controls, so that the two cannot disagree. Yields the normal form. */
export function policySchema(controls: readonly AnyControl[]): z.ZodType<WrittenPolicy> {
  const listed = controlsSchema(controls);
  return z
    .strictObject({
      version: z.literal(1).describe("The version of this format."),
      ...settingsShape(gateSettings),
      branches: globs.optional().describe(gateSettings.branches.description),
      roles: z
        .record(text, roleSchema)
        .optional()
        .describe("People by what they may decide: the union of what a role names."),
      controls: listed.optional().describe("The controls that are active."),
      rules: z.array(ruleSchema(listed)).optional().describe("Settings that change for some pull requests."),
      "break-glass": z
        .strictObject(settingsShape(breakGlassSettings))
        .optional()
        .describe("Who may lift the gate in an emergency."),
    })
    .transform(normalise);
}

interface Parsed extends Partial<Omit<WrittenPolicy, "rules">> {
  version: 1;
  rules?: { name?: string | undefined; when: unknown; controls: Rule["controls"] }[] | undefined;
}

/** Listing a control writes its enforcement; a rule that lists a control of the base does not change it. */
function normalise(parsed: object): WrittenPolicy {
  const { version, roles = {}, controls = {}, rules = [], ...rest } = parsed as Parsed;
  const listed = Object.entries(controls).map(([id, written]) => [id, { enforcement: "block", ...written }] as const);
  return {
    ...rest,
    roles,
    controls: Object.fromEntries(listed),
    rules: rules.map(({ name, when, controls: changed }, index) => ({
      name: name ?? `rule ${index + 1}`,
      when: when as Condition,
      controls: changed,
    })),
  };
}
