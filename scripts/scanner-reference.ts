import { rules } from "../src/scanner/rules/index.ts";
import { contestedCases, ruleWeights } from "../src/scanner/severities.ts";
import { code, table } from "./markdown.ts";

/** The page about the scanner with its tables as the code has them, between their marks. */
export function scannerReference(page: string): string {
  const known = rules.map(({ id, title, remedy }) => [code(id), title, ruleWeights[id], remedy]);
  const contested = Object.entries(contestedCases).map(([name, setting]) => [
    code(name),
    setting.default,
    setting.description,
  ]);
  return between(
    between(page, "rules", table(["rule", "finds", "weighs", "what to do"], known)),
    "contested",
    table(["case", "weighs", "what it is"], contested),
  );
}

function between(page: string, mark: string, content: string): string {
  const [open, close] = [`<!-- ${mark} -->\n`, `<!-- /${mark} -->`];
  const start = page.indexOf(open);
  const end = page.indexOf(close);
  if (start === -1 || end < start) throw new Error(`docs/plain-http.md has lost its mark ${open.trim()}`);
  return `${page.slice(0, start + open.length)}${content}\n${page.slice(end)}`;
}
