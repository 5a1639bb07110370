import type { Habits, SeenCheck } from "./habits.ts";

/** What a check's name says that it is, the first that fits. */
const kinds: readonly [control: string, name: RegExp][] = [
  ["secret-scan", /secret|gitleaks|trufflehog/i],
  ["dependency-scan", /dependen|snyk|osv|trivy|audit|licen[cs]e/i],
  ["code-scan", /codeql|semgrep|sast|sonar|code.?scan/i],
  ["integration-tests", /integration|e2e|end.?to.?end|acceptance|smoke|cypress|playwright/i],
  ["lint", /lint|format|style|prettier|ruff|clippy|vet|types?\b|typecheck|tsc|mypy/i],
  ["unit-tests", /unit|test|spec|jest|pytest|mocha|vitest|^build|^ci\b/i],
];

/** A check to ask for, and why. */
export interface ProposedCheck {
  control: string;
  selector: string | { name: string; app: string } | { name: string; creator: string };
  reason: string;
}

/** The checks that the rules require, or that most recent pull requests had, by the control that they are for. */
export function sortChecks({ checks, pullRequests }: Habits): { proposed: ProposedCheck[]; left: string[] } {
  const proposed: ProposedCheck[] = [];
  const left: string[] = [];
  for (const check of [...checks].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const isUsual = pullRequests > 0 && check.times * 2 > pullRequests;
    const control = kinds.find(([, name]) => name.test(check.name))?.[0];
    const reason = check.isRequired
      ? "the branch's rules require it"
      : `on ${check.times} of the last ${pullRequests} merged pull requests`;
    const selector = selectorOf(check);
    if (control !== undefined && selector !== null && (check.isRequired || isUsual)) {
      proposed.push({ control, selector, reason });
    } else if (check.isRequired || isUsual) {
      left.push(
        `${check.name}: ${reason}; ${selector === null ? "nobody knows what writes it" : "its name does not say what it is"}`,
      );
    }
  }
  return { proposed, left };
}

const slugOrLogin = /^[\w.-]+(\[bot\])?$/;

/** null: nobody knows what writes it, or its name is none that a line can hold. */
function selectorOf({ name, producer }: SeenCheck): ProposedCheck["selector"] | null {
  if (producer === null || name === "" || name !== name.trim() || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return null;
  if (!slugOrLogin.test("creator" in producer ? producer.creator : producer.app)) return null;
  if ("creator" in producer) return { name, creator: producer.creator };
  return producer.app === "github-actions" ? name : { name, app: producer.app };
}
