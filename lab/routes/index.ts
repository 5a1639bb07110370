import type { Hono } from "hono";
import { smartHttpRoutes } from "../git/smart-http.ts";
import type { Api } from "../http/api.ts";
import { webRoutes } from "../web/routes.ts";
import type { World } from "../world.ts";
import { activityRoutes } from "./activity.ts";
import { appRoutes } from "./app.ts";
import { branchRoutes } from "./branches.ts";
import { checkListRoutes } from "./check-lists.ts";
import { checkRunRoutes } from "./check-runs.ts";
import { codeScanningRoutes } from "./code-scanning.ts";
import { collaboratorRoutes } from "./collaborators.ts";
import { commitRoutes } from "./commits.ts";
import { contentsRoutes } from "./contents.ts";
import { dependencyGraphRoutes } from "./dependency-graph.ts";
import { forkRoutes } from "./forks.ts";
import { gitDataRoutes } from "./git-data.ts";
import { hookDeliveryRoutes } from "./hook-deliveries.ts";
import { installationRoutes } from "./installation.ts";
import { issueCommentRoutes } from "./issue-comments.ts";
import { issueRoutes } from "./issues.ts";
import { labControlRoutes } from "./lab-controls.ts";
import { labelRoutes } from "./labels.ts";
import { mergeAsyncRoutes } from "./merge-async.ts";
import { mergeQueueRoutes } from "./merge-queue.ts";
import { organizationRoutes } from "./organizations.ts";
import { protectionRoutes } from "./protection.ts";
import { pullRoutes } from "./pulls.ts";
import { reactionRoutes } from "./reactions.ts";
import { repositoryRoutes } from "./repository.ts";
import { reviewRoutes } from "./reviews.ts";
import { ruleSuiteRoutes } from "./rule-suites.ts";
import { rulesetRoutes } from "./rulesets.ts";
import { secretScanningRoutes } from "./secret-scanning.ts";
import { securityDataRoutes } from "./security-data.ts";
import { signingKeyRoutes } from "./signing-keys.ts";
import { statusRoutes } from "./statuses.ts";
import { teamRepositoryRoutes } from "./team-repositories.ts";
import { teamRoutes } from "./teams.ts";
import { timelineRoutes } from "./timeline.ts";
import { userRoutes } from "./user.ts";
import { workflowRunRoutes } from "./workflow-runs.ts";

// The more specific pattern goes first where two could match.
const modules = [
  appRoutes,
  installationRoutes,
  userRoutes,
  repositoryRoutes,
  forkRoutes,
  activityRoutes,
  signingKeyRoutes,
  contentsRoutes,
  gitDataRoutes,
  pullRoutes,
  mergeAsyncRoutes,
  mergeQueueRoutes,
  reviewRoutes,
  ruleSuiteRoutes,
  rulesetRoutes,
  protectionRoutes,
  branchRoutes,
  checkRunRoutes,
  checkListRoutes,
  statusRoutes,
  workflowRunRoutes,
  issueRoutes,
  issueCommentRoutes,
  reactionRoutes,
  labelRoutes,
  timelineRoutes,
  organizationRoutes,
  teamRoutes,
  teamRepositoryRoutes,
  collaboratorRoutes,
  codeScanningRoutes,
  secretScanningRoutes,
  dependencyGraphRoutes,
  securityDataRoutes,
  hookDeliveryRoutes,
  labControlRoutes,
  // A ref may hold slashes, so `/commits/{ref}` takes whatever nothing above took.
  commitRoutes,
];

/** Every route of the lab: REST, git, pages. */
export function registerRoutes(hono: Hono, api: Api, world: World): void {
  for (const register of modules) register(api);
  smartHttpRoutes(hono, world);
  // What no route above answers below `/api` is no page either.
  hono.all("/api/*", (context) => context.notFound());
  webRoutes(hono, world);
  hono.notFound((context) =>
    context.json({ message: "Not Found", documentation_url: "https://docs.github.com/rest", status: "404" }, 404),
  );
}
