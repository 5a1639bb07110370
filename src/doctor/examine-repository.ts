import { judgeGate } from "../controls/gate-required.ts";
import type { BranchRules, Readable } from "../domain/facts.ts";
import type { Mode } from "../domain/policy.ts";
import { isUnavailable } from "../domain/readable.ts";
import { type Examination, examinationsOf } from "./examination.ts";

/** A gated branch: what is asked of it, and how its check is called. */
export interface BranchState {
  name: string;
  check: string;
  rules: Readable<BranchRules>;
}

/** A repository as the gate sees it. */
export interface RepositoryState {
  /** `acme/api`. */
  name: string;
  /** Why the policy does not load, with what is wrong; null: it does. */
  error: string | null;
  hasPolicy: boolean;
  hasFloor: boolean;
  mode: Mode;
  /** Who may bypass by the policy, as `Type:id`. */
  allowBypass: readonly string[];
  branches: readonly BranchState[];
}

/** Whether the policy loads, and whether each gated branch cannot be merged into past the gate. */
export function examineRepository(state: RepositoryState): Examination[] {
  return [...examinePolicy(state), ...state.branches.flatMap((branch) => examineBranch(state, branch))];
}

function examinePolicy({ name, error, hasPolicy, hasFloor, mode, branches }: RepositoryState): Examination[] {
  const { fine, toDo } = examinationsOf(name);
  if (error !== null) {
    return [
      toDo(
        `The policy does not load: ${error}`,
        "Mend it by a pull request: `mergewarden policy validate` tells more.",
      ),
    ];
  }
  const found: Examination[] = [];
  if (hasPolicy)
    found.push(fine(`Its policy loads; it ${mode === "observe" ? "observes, and blocks nothing" : "enforces"}`));
  else if (hasFloor) found.push(fine("It has no policy of its own: the organisation's holds"));
  else {
    const remedy = `Add .github/mergewarden.yml; \`mergewarden policy init ${name}\` writes a first one.`;
    found.push(toDo("It has no policy: the built-in one holds", remedy));
  }
  if (branches.length === 0) found.push(toDo("No branch is gated", "Name the branches in the policy's `branches`."));
  return found;
}

function examineBranch(
  { name, allowBypass, mode }: RepositoryState,
  { name: branch, check, rules }: BranchState,
): Examination[] {
  const { fine, toDo, unknown } = examinationsOf(`${name}@${branch}`);
  if (mode === "observe") {
    return [fine("The gate observes here: nothing is to be required yet")];
  }
  if (isUnavailable(rules)) return [unknown(`Could not read the rules of the branch: ${rules.unavailable}`)];
  const { outcome, summary, reasons } = judgeGate(rules, { branch, check, allowBypass });
  const told = reasons.length > 0 ? reasons : [summary];
  if (outcome === "pass")
    return [
      fine("It takes pull requests only, and requires this app's check"),
      ...reasons.map((reason) => fine(reason)),
    ];
  if (outcome === "unknown") return told.map((reason) => unknown(reason));
  const ask = `a pull request and the status check \`${check}\` from this app`;
  const remedy = `In the settings of ${name}, Rules → Rulesets: ask for ${ask} on ${branch}, and let nobody always bypass it.`;
  return told.map((reason) => toDo(reason, remedy));
}
