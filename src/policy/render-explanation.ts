import type { ExplainedControl, ExplainedSetting, Explanation, Origin } from "./explain.ts";
import { formatValue } from "./format-value.ts";

const origins: Record<Origin, string> = {
  organization: "asked for by the organisation",
  repository: "set by the repository",
  both: "set by organisation and repository",
  default: "default",
};

const meanings = {
  block: "blocks the merge",
  warn: "warns, and never blocks",
  off: "off",
};

/** The policy in force as text for people. */
export function renderExplanation(explanation: Explanation): string {
  const { policyDigest, gate, roles, controls, rules, breakGlass, withoutEffect } = explanation;
  const sections = [
    [`Policy ${policyDigest}`, ...gate.map((setting) => indent(renderGate(setting)))],
    ["Controls", ...(controls.length === 0 ? [indent("none: nothing is judged")] : controls.flatMap(renderControl))],
    roles.length > 0 ? ["Roles", ...roles.map(renderRole)] : [],
    rules.length > 0 ? ["Rules, in order; the last that matches wins", ...rules.flatMap(renderRule)] : [],
    breakGlass === null
      ? ["Break-glass: off"]
      : ["Break-glass", ...breakGlass.map((setting) => indent(renderSetting(setting)))],
    withoutEffect.length > 0 ? ["Without effect", ...withoutEffect.map(indent)] : [],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function indent(line: string): string {
  return `  ${line}`;
}

function renderGate(setting: ExplainedSetting): string {
  const isDefaultBranch = setting.key === "branches" && Array.isArray(setting.value) && setting.value.length === 0;
  return isDefaultBranch ? "branches: the default branch (default)" : renderSetting(setting);
}

function renderSetting({ key, value, from }: ExplainedSetting): string {
  return `${key}: ${formatValue(value)} (${origins[from]})`;
}

function renderControl({ id, title, rationale, enforcement, from, settings }: ExplainedControl): string[] {
  const heading = `${id}: ${title}; ${meanings[enforcement]} (${origins[from]})`;
  const lines = enforcement === "off" ? [] : settings.map(renderSetting);
  return [indent(heading), ...[rationale, ...lines].map((line) => indent(indent(line)))];
}

function renderRole({ name, users, teams, permissions, from }: Explanation["roles"][number]): string {
  const named = Object.entries({ users, teams, permissions }).filter(([, names]) => names.length > 0);
  const words = named.map(([kind, names]) => `${kind} ${names.map(formatValue).join(", ")}`);
  return indent(`${formatValue(name)}: ${words.length === 0 ? "nobody" : words.join("; ")} (${origins[from]})`);
}

function renderRule({ name, when, controls, from }: Explanation["rules"][number]): string[] {
  const conditions = Object.entries(when).map(([key, value]) => `${key} ${formatValue(value)}`);
  const changes = Object.entries(controls).map(([id, change]) => `${id} ${formatValue(change)}`);
  return [
    indent(`${formatValue(name)} (${origins[from]})`),
    indent(indent(`when ${conditions.join(" and ")}`)),
    ...changes.map((change) => indent(indent(`then ${change}`))),
  ];
}
