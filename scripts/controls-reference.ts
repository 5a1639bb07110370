import type { AnyControl } from "../src/domain/control.ts";
import { code, generatedNotice, table } from "./markdown.ts";
import { settingsTable } from "./settings-table.ts";

/** docs/controls.md: every check and balance there is. */
export function controlsReference(controls: readonly AnyControl[]): string {
  const overview = controls.map(({ id, title, always }) => [
    code(id),
    title,
    always === true ? "always" : "where listed",
  ]);
  const sections = [
    generatedNotice,
    introduction,
    table(["control", "title", "judged"], overview),
    ...controls.map(section),
  ];
  return `${sections.join("\n\n")}\n`;
}

function section({ id, title, rationale, satisfies, needs, settings, always }: AnyControl): string {
  const facts = [
    "repository",
    "pullRequest",
    ...needs.filter((need) => need !== "repository" && need !== "pullRequest"),
  ];
  return [
    `## ${title}\n\n${rationale}`,
    [
      `- Policy key: ${always === true ? "none, it is always judged" : code(id)}`,
      `- Evidence for: ${satisfies.join(", ")}`,
      `- Facts it needs: ${facts.map(code).join(", ")}`,
    ].join("\n"),
    Object.keys(settings).length === 0 ? "No settings of its own." : settingsTable(settings),
  ].join("\n\n");
}

const introduction = `# Controls

Every check and balance of the product, in the order in which verdicts list them. What each setting takes is in the
[policy reference](policy.md). A control whose facts cannot be read ends as \`unknown\`, and unknown blocks.`;
