import type { AnyControl } from "../src/domain/control.ts";
import { conditionSchema } from "../src/policy/schema.ts";
import { breakGlassSettings, configurable, enforcementSetting, gateSettings } from "../src/policy/settings.ts";
import { code, generatedNotice, table } from "./markdown.ts";
import { settingsTable } from "./settings-table.ts";

/** docs/policy.md: the reference of the policy file. */
export function policyReference(controls: readonly AnyControl[], example: string): string {
  const sections = [
    generatedNotice,
    introduction,
    `## An example\n\n\`\`\`yaml\n${example.trimEnd()}\n\`\`\``,
    `## The gate\n\n\`version: 1\` is required. The other keys at the top:\n\n${settingsTable(gateSettings)}`,
    roles,
    `## Controls\n\n${activeControls}\n\n${settingsTable({ enforcement: enforcementSetting })}`,
    ...configurable(controls).map(controlSection),
    checks,
    `## Rules\n\n${rules}\n\n${table(["key", "holds if"], conditions())}\n\n${rulesInDoubt}`,
    floor,
    `## Break-glass\n\n${breakGlass}\n\n${settingsTable(breakGlassSettings)}`,
  ];
  return `${sections.join("\n\n")}\n`;
}

function controlSection({ id, title, rationale, settings, requiresOneOf = [] }: AnyControl): string {
  const needed = requiresOneOf.map(code);
  const requirement =
    needed.length === 0 ? "" : ` Needs ${needed.length > 1 ? "at least one of " : ""}${needed.join(", ")}.`;
  const reference = Object.keys(settings).length === 0 ? "No settings of its own." : settingsTable(settings);
  return `### ${code(id)}: ${title}\n\n${rationale}${requirement}\n\n${reference}`;
}

function conditions(): string[][] {
  return Object.entries(conditionSchema.shape).map(([key, schema]) => [code(key), schema.description ?? ""]);
}

const introduction = `# The policy file

A repository's policy is \`.github/mergewarden.yml\` on its **default branch**; a pull request is never judged by the
policy it brings along. An organisation's policy, the floor, is \`mergewarden.organization.yml\` at the root of its
\`.github-private\` repository, or of \`.github\`.

It is YAML 1.2 with kebab-case keys, and strict: an unknown key, a wrong type or an impossible value is an error with
line, column and what was expected. Nothing falls back to a default because it was wrong. A list of texts may be
written as one text. \`mergewarden policy validate FILE\` tells all problems at once, \`policy explain FILE\` what is in
force, \`policy diff OLD NEW\` what a change tightens, loosens or changes. Editors check the file with
\`schema/policy.schema.json\`.`;

const roles = `## Roles

\`roles\` names people by what they may decide. A role is the union of the \`users\` (logins), \`teams\` (slugs, or
\`org/slug\`) and \`permissions\` on the repository (\`pull\`, \`triage\`, \`push\`, \`maintain\`, \`admin\`) that it names. A
role that is used but not defined is an error.`;

const activeControls = `A control is active only if the policy, or the floor, lists it under \`controls\`; \`{}\` means
\`block\` and the defaults below. Every control has:`;

const checks = `## Checks

An item of \`checks\` is a name glob, which means \`{ name, app: github-actions }\`, or a map of \`name\`, \`app\` (the slug of
the app that writes the check run) or \`creator\` (the login that sets the commit status), \`workflow\` (the path of the
workflow file) and \`conclusions\` (what counts as done well; default: \`success\` only). In names \`*\` and \`?\` match any
character, \`/\` too; all else is literal, and case counts. Each item must match at least one check, and **every** match
must have ended with an accepted conclusion: a second green one never helps. A check of that name from another producer
is no match. One that never comes is a failure after \`missing-after\` minutes.`;

const rules = `Each of \`rules\` has a \`name\`, a condition \`when\` and \`controls\` with the settings that change for the pull
requests it matches. Values are set, and the last rule that matches wins; lists are added to. A rule that names a
control which is not active turns it on. All keys of \`when\` must hold:`;

const rulesInDoubt = `Globs are minimatch's with \`dot\`, \`nonegate\` and \`nocomment\`, and case counts.

A rule may loosen only if it has \`only-paths\`, \`authors\` or \`base\`: nobody can give those to a pull request to have it
waved through. A value without order that differs counts as loosening, and so does a longer list where fewer items are
stricter.

Where the list of changed files is incomplete, \`only-paths\` never holds and \`paths\` always does. Where a fact that a
condition needs cannot be read, the rule's tightening settings apply and its loosening ones do not.`;

const floor = `## The floor

What the organisation's policy writes down, and only that, is the floor; listing a control writes its \`enforcement\`. Of
the floor's value and the repository's **the stricter holds**, as the column "stricter" orders them; without order the
floor's holds. A line of the repository that asks for less has no effect and is named, with both lines, in the check
run and by \`policy validate --org-policy\`, which then ends with status 1.

- A repository may add to lists of which more is stricter: the union holds. From lists of which fewer is stricter it may
  only take.
- A repository may define further roles; redefining one of the floor's has no effect.
- Nested settings merge key by key.
- Rules of both apply to what their own policy writes, before the two are put together.`;

const breakGlass = `In an emergency a member of \`request\` asks, and distinct members of \`approve\` grant, that one head may be merged whatever
the controls say. Off unless \`break-glass\` is written; \`{}\` means these defaults:`;
