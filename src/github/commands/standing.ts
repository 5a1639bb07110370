import type { Standing } from "../../commands/standing.ts";
import type { FactName } from "../../domain/facts.ts";
import { resolveInForce } from "../../engine/policy-in-force.ts";
import type { PullRequestRef } from "../../pipeline/ports.ts";
import { GitHubError } from "../errors.ts";
import type { GitHubEvaluation, GitHubOptions } from "../evaluation.ts";
import { officerByDefault } from "../facts/roles.ts";
import { gather } from "../gather.ts";
import { needsOf } from "../needs.ts";

/** Who somebody is, is told by who is in which role, and who contributed. */
const needs: ReadonlySet<FactName> = new Set(["commits", "pushers", "roles"]);

/** Reads who may do what on a pull request: by the policy in force, on the head as it is now. Throws what a later try may mend. */
export async function readStanding(
  side: GitHubEvaluation,
  ref: PullRequestRef,
  { controls, interest }: GitHubOptions,
): Promise<Standing> {
  const policy = await side.loadPolicy(ref);
  const roles = { officer: officerByDefault, ...needsOf(policy, controls).roles };
  const facts = await gather({ ...side.reader, needs, roles, ...interest, isThorough: false });
  if (side.isTransient()) throw new GitHubError("GitHub did not tell who may do what", null);
  const { effective } = resolveInForce(policy, facts, controls);
  return { effective, facts, isOpen: (await side.reader.pull()).state === "open" };
}
