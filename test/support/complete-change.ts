import { runCi } from "../../demo/ci.ts";
import { type Company, foundCompany, fullName, organization, repository } from "../../demo/company.ts";
import { createLab, type Lab } from "../../lab/lab.ts";
import type { SecurityData } from "../../lab/state/security.ts";
import { type Change, propose, review, tipOf } from "./change.ts";

const floor = `version: 1
mode: enforce
roles:
  senior: { teams: [senior-engineers] }
  officer: { users: [ines-duarte], permissions: [admin] }
controls:
  senior-review: {}
  guarded-paths: {}
`;
/** Every control that reads something blocks. */
const policy = `version: 1
controls:
  unit-tests: { checks: [unit] }
  integration-tests:
    checks: [{ name: integration, app: github-actions, workflow: .github/workflows/ci.yml }]
  lint: { checks: [lint] }
  code-scan: { alerts: { tool: CodeQL, fail-on: high } }
  dependency-scan: { review: { fail-on: high } }
  secret-scan: { alerts: { fail-on: any } }
  plain-http: {}
  linked-issue: {}
  up-to-date: {}
  gate-required: {}
  two-factor: {}
`;

/** A company under a policy that asks for everything, and pull requests that lack nothing. */
export interface Demanding {
  lab: Lab;
  company: Company;
  installationId: number;
  repositoryId: number;
  /**
   * A pull request that makes the gate read all it can: of a guarded file that is binary, approved before a senior updated
   * the branch, with a veto that was lifted, analysed on its test merge. Each has a head of its own.
   */
  complete(): Promise<Change>;
}

/** Founds it. Until something is merged, branches need no update. */
export async function foundDemanding(): Promise<Demanding> {
  const lab = await createLab();
  lab.rateLimits.limit = Number.POSITIVE_INFINITY;
  const company = await foundCompany(lab, { policy, floor });
  const { state } = lab.world;
  const checkout = state.repositories.get(fullName);
  const installation = [...state.installations.values()].find(({ app }) => app === company.gate.app);
  if (checkout === undefined || installation === undefined) throw new Error("the company is not complete");
  const firstTip = await tipOf(company.people["mia-tanaka"], "main");
  addOldAlerts(checkout.security, firstTip);
  let made = 0;
  return {
    lab,
    company,
    installationId: installation.id,
    repositoryId: checkout.id,
    async complete() {
      made += 1;
      return complete(company, checkout.security, firstTip, made);
    },
  };
}

const now = () => new Date().toISOString();

/** Alerts that are open on main, and so nobody's fault. */
function addOldAlerts(security: SecurityData, commitSha: string): void {
  const times = { createdAt: now(), updatedAt: now() };
  const place = { path: "src/main.ts", startLine: 1, endLine: 1 };
  security.codeScanningEnabled = true;
  security.codeScanning.push({
    number: 1,
    state: "open",
    rule: { id: "js/x", name: "x", severity: "error", securitySeverity: "high", description: "", tags: [] },
    tool: { name: "CodeQL", version: "2.20.0" },
    dismissedReason: null,
    dismissedComment: null,
    dismissedBy: null,
    dismissedAt: null,
    instances: [{ ref: "refs/heads/main", commitSha, state: "open", message: "", ...place }],
    ...times,
  });
  security.secretScanning.push({
    number: 1,
    state: "open",
    secretType: "a_token",
    secretTypeDisplayName: "A token",
    resolution: null,
    resolvedBy: null,
    resolvedAt: null,
    locations: [{ ...place, blobSha: commitSha, commitSha }],
    ...times,
  });
}

async function complete(company: Company, security: SecurityData, from: string, nth: number): Promise<Change> {
  const { people, actions } = company;
  const [mia, priya, grace] = [people["mia-tanaka"], people["priya-raman"], people["grace-adeyemi"]];
  const files = { [`.github/workflows/extra-${nth}.bin`]: `\0\u0001${nth}` };
  const change = await propose(mia, { files, from });
  const pull = { owner: organization, repo: repository, pull_number: change.number };
  const veto = await review(grace, change, "REQUEST_CHANGES");
  await priya.rest.pulls.dismissReview({ ...pull, review_id: veto, message: "Talked it over" });
  await review(priya, change);
  await review(people["ines-duarte"], change);
  if ((await tipOf(mia, "main")) !== from)
    await priya.rest.pulls.updateBranch({ ...pull, expected_head_sha: change.sha });
  const { data } = await mia.rest.pulls.get(pull);
  change.sha = data.head.sha;
  await runCi(actions, { ...change, pusher: mia.login });
  addAnalysis(security, change, data.merge_commit_sha ?? "", nth);
  return change;
}

/** CodeQL ran on the test merge, and saw the old alert again. */
function addAnalysis(security: SecurityData, { number }: Change, commitSha: string, id: number): void {
  const ref = `refs/pull/${number}/merge`;
  const result = { toolName: "CodeQL", category: "", resultsCount: 1, error: "" };
  security.analyses.push({ ...result, id, ref, commitSha, createdAt: now() });
  const [alert] = security.codeScanning;
  const place = { path: "src/main.ts", startLine: 1, endLine: 1 };
  alert?.instances.push({ ref, commitSha, state: "open", message: "", ...place });
}
