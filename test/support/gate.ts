import { readFileSync } from "node:fs";
import { join } from "node:path";
import pino from "pino";
import { parse } from "yaml";
import type { Permissions } from "../../lab/state/accounts.ts";
import { createScene, type Scene } from "../../lab/testing/scene.ts";
import { controls } from "../../src/controls/index.ts";
import type { FactName, Facts } from "../../src/domain/facts.ts";
import type { Role } from "../../src/domain/policy.ts";
import type { Evaluation } from "../../src/engine/judge.ts";
import { createAppClients, type GitHub } from "../../src/github/client.ts";
import { createEvaluator, type Evaluator, type EvaluatorOptions } from "../../src/github/evaluator.ts";
import { gather } from "../../src/github/gather.ts";
import { createReader, type Reader, type Wanted } from "../../src/github/reader.ts";
import type { PullRequestRef } from "../../src/pipeline/ports.ts";
import { isMovedIn } from "../../src/scanner/moved-in.ts";
import { wantsText } from "../../src/scanner/wants-text.ts";
import { createMemory, createPolicies, createReports, type Memory } from "./memory.ts";

const manifestPath = join(import.meta.dirname, "..", "..", "app.yml");
const manifest = parse(readFileSync(manifestPath, "utf8")) as {
  default_permissions: Record<string, "read" | "write">;
  default_events: string[];
};

/** A check run as GitHub lists it. */
export interface WrittenCheckRun {
  id: number;
  name: string;
  status: string;
  conclusion: string | null;
  output: { title: string; summary: string; text: string | null; annotations_count: number };
}

/** The app on the lab, with the permissions that it asks for and memories that last as long as the test. */
export interface Gate {
  scene: Scene;
  memory: Memory;
  reports: ReturnType<typeof createReports>;
  policies: ReturnType<typeof createPolicies>;
  evaluations: Evaluation[];
  evaluator: Evaluator;
  /** One that is set up otherwise. */
  evaluatorWith(given: Partial<EvaluatorOptions>): Evaluator;
  /** One that knows no answer of GitHub yet: every read happens. */
  freshEvaluator(): Evaluator;
  appId: number;
  installation(): Promise<GitHub>;
  /** A client of the installation that knows no answer yet, as if it had been granted these permissions. */
  grant(permissions: Permissions): Promise<GitHub>;
  permissions: Permissions;
  ref(number: number): PullRequestRef;
  reader(number: number): Promise<Reader>;
  /** All facts, or those that are named. */
  facts(number: number, wanted?: Partial<Wanted>): Promise<Facts>;
  /** The gate's own check runs on a commit, newest first. */
  checkRuns(sha: string): Promise<WrittenCheckRun[]>;
  /** Requires pull requests and the gate on the default branch. Returns the ruleset's id. */
  requireGate(): Promise<number>;
  /** Commits files to the default branch. */
  commitToMain(files: Record<string, string | null>): Promise<string>;
}

/** Installs the app on a new scene. */
export async function createGate(): Promise<Gate> {
  const scene = await createScene();
  const { lab, repository } = scene;
  const options = { owner: "acme", permissions: manifest.default_permissions, events: manifest.default_events };
  const { app, privateKey } = lab.seed.app("mergewarden", {
    ...options,
    webhookUrl: "http://127.0.0.1:9/",
    webhookSecret: "s",
  });
  const installed = lab.seed.install(app, "acme");
  const installationId = installed.id;
  const log = pino({ level: "silent" });
  const connect = () =>
    createAppClients({ appId: app.id, privateKey, webhookSecret: "unused", apiUrl: lab.apiUrl, log });
  const clients = connect();
  const [memory, reports, policies] = [createMemory(), createReports(), createPolicies()];
  const evaluations: Evaluation[] = [];
  const evaluatorOf = (given: Pick<EvaluatorOptions, "installation"> & Partial<EvaluatorOptions>) =>
    createEvaluator({
      pullRequests: memory,
      reports,
      policies,
      exceptions: { requests: async () => [], waivers: async () => [] },
      controls,
      interest: { wantsText, isMovedIn },
      // However slow the machine is: what an evaluation writes must not depend on it.
      patience: 600_000,
      now: () => new Date(),
      log,
      record: async (_ref, evaluation) => void evaluations.push(evaluation),
      ...given,
    });
  const installation = () => clients.installation(installationId);
  const ref = (number: number) => ({
    installationId,
    repositoryId: repository.id,
    owner: "acme",
    name: "shop",
    number,
  });
  const reader = async (number: number) =>
    createReader({ github: await installation(), ref: ref(number), now: new Date(), memory });
  return {
    scene,
    memory,
    reports,
    policies,
    evaluations,
    evaluator: evaluatorOf(clients),
    evaluatorWith: (given) => evaluatorOf({ ...clients, ...given }),
    freshEvaluator: () => evaluatorOf(connect()),
    appId: app.id,
    installation,
    permissions: manifest.default_permissions,
    grant(permissions) {
      installed.permissions = permissions;
      return connect().installation(installationId);
    },
    ref,
    reader,
    facts: async (number, wanted = {}) => gather({ ...(await reader(number)), ...everything(), ...wanted }),
    async checkRuns(sha) {
      const path = `/repos/acme/shop/commits/${sha}/check-runs?filter=all&app_id=${app.id}`;
      const { body } = await scene.olga.client.get<{ check_runs: WrittenCheckRun[] }>(path);
      return body.check_runs.sort((a, b) => b.id - a.id);
    },
    async requireGate() {
      const { body } = await scene.olga.client.post<{ id: number }>("/repos/acme/shop/rulesets", rulesetFor(app.id));
      return body.id;
    },
    async commitToMain(files) {
      await scene.work.git("fetch", "--quiet", "origin");
      await scene.work.git("checkout", "--quiet", "-B", "main", "origin/main");
      const sha = await scene.work.commit(files, "Change main");
      await scene.work.git("push", "--quiet", "origin", "main");
      return sha;
    },
  };
}

function everything(): Wanted {
  const roles: Record<string, Role> = { senior: { users: ["ben"], teams: [], permissions: [] } };
  return { needs: new Set<FactName>(), roles, wantsText, isMovedIn, isThorough: true };
}

function rulesetFor(appId: number) {
  const checks = { required_status_checks: [{ context: "mergewarden", integration_id: appId }] };
  const pullRequest = {
    required_approving_review_count: 0,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  };
  return {
    name: "gate",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [
      { type: "pull_request", parameters: pullRequest },
      { type: "required_status_checks", parameters: { ...checks, strict_required_status_checks_policy: false } },
    ],
  };
}
