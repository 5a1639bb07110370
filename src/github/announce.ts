import type { AnyControl } from "../domain/control.ts";
import { checkNameFor } from "../engine/context.ts";
import type { PolicyInForce } from "../engine/policy-in-force.ts";
import { matchesGlob } from "../matching/glob.ts";
import type { ReportMemory } from "../pipeline/ports.ts";
import { resolvePolicy } from "../policy/resolve.ts";
import type { Reader } from "./reader.ts";
import type { CheckRunContent } from "./report/check-run.ts";
import { writeCheckRun } from "./report/write-check-run.ts";

/**
 * Writes that the head is being judged, if nothing was written on it yet. Only where a policy file says that the gate
 * enforces, and on which branches: whether the built-in one does is known with the facts.
 */
export async function announce(
  reader: Reader,
  reports: ReportMemory,
  policy: PolicyInForce,
  controls: readonly AnyControl[],
): Promise<void> {
  const { base, head } = await reader.pull();
  const last = await reports.last(reader.ref);
  const name = gateName(policy, controls, base.ref, base.repo.default_branch);
  if (name === null || last?.headSha === head.sha) return;
  const content: CheckRunContent = {
    name,
    headSha: head.sha,
    conclusion: "pending",
    title: "Evaluating",
    summary: "mergewarden is reading this pull request.",
    text: "",
    annotations: [],
  };
  await writeCheckRun({ github: reader.github, ref: reader.ref, memory: reports }, content);
}

/** The name of the check run that gates a base branch; null: none does, as far as is known before the facts. */
export function gateName(
  { repository, organization }: PolicyInForce,
  controls: readonly AnyControl[],
  base: string,
  defaultBranch: string,
): string | null {
  if (repository === null && organization === null) return null;
  const resolved = resolvePolicy({
    repository: repository ?? undefined,
    organization: organization ?? undefined,
    controls,
  });
  if ("problems" in resolved || resolved.effective.mode !== "enforce") return null;
  const { branches } = resolved.effective;
  const isGated = branches === null ? base === defaultBranch : branches.some((glob) => matchesGlob(base, glob));
  return isGated ? checkNameFor(resolved.effective["check-name"], base) : null;
}
