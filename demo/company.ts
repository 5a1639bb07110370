import { randomBytes } from "node:crypto";
import type { Lab } from "../lab/lab.ts";
import type { SeededApp } from "../lab/seed/app.ts";
import { type Account, createAccount } from "./account.ts";
import { gateManifest } from "./gate-manifest.ts";
import { type Login, logins, membersOf, owner, people } from "./people.ts";
import { type Policies, pushService } from "./push-service.ts";

/** The organization, and the repository that the demo is about. */
export const organization = "acme";
export const repository = "checkout";
export const fullName = `${organization}/${repository}`;

/** A company on the lab, with the gate installed and required. */
export type Company = {
  people: Record<Login, Account>;
  /** Reports what CI found, as the app github-actions. */
  actions: Account;
  dependabot: Account;
  gate: SeededApp & { webhookSecret: string };
};

/** Makes accounts, teams, repositories and apps; pushes the service and requires the gate on its default branch. */
export async function foundCompany(lab: Lab, options: Policies = {}): Promise<Company> {
  const accounts = seedPeople(lab);
  await seedRepositories(lab);
  const gate = installGate(lab);
  const company = { people: accounts, ...installBots(lab), gate };
  await pushService(accounts[owner], options);
  await switchScannersOn(accounts[owner]);
  await requireGate(accounts[owner], gate.app.id);
  return company;
}

function seedPeople(lab: Lab): Company["people"] {
  const seeded = logins.map((login) => {
    const { token } = lab.seed.user(login, { name: people[login].name });
    return [login, createAccount(lab, login, token)];
  });
  lab.seed.organization(organization, { owners: [owner], members: logins, twoFactorRequirement: true });
  return Object.fromEntries(seeded) as Company["people"];
}

async function seedRepositories(lab: Lab): Promise<void> {
  await lab.seed.repository(`${organization}/.github`, { description: "How we work together" });
  const description = "Takes a cart to a paid order";
  await lab.seed.repository(fullName, { description, private: true });
  lab.seed.team(organization, "developers", { members: logins, repositories: { [fullName]: "write" } });
  for (const team of ["senior-engineers", "security-officers"]) {
    lab.seed.team(organization, team, { members: membersOf(team), repositories: { [fullName]: "write" } });
  }
}

function installGate(lab: Lab): Company["gate"] {
  const webhookSecret = randomBytes(32).toString("hex");
  const { permissions, events } = gateManifest();
  const options = { owner: organization, name: "mergewarden", permissions, events, webhookSecret };
  const seeded = lab.seed.app("mergewarden", options);
  lab.seed.install(seeded.app, organization);
  return { ...seeded, webhookSecret };
}

function installBots(lab: Lab): Pick<Company, "actions" | "dependabot"> {
  const actions = lab.seed.githubActions(organization);
  const permissions = { contents: "write", pull_requests: "write" } as const;
  const { app } = lab.seed.app("dependabot", { owner: "github", name: "Dependabot", permissions, events: [] });
  const email = `${app.bot.id}+${app.bot.login}@users.noreply.github.com`;
  const token = lab.seed.token(lab.seed.install(app, organization));
  return {
    actions: createAccount(lab, actions.app.bot.login, actions.token),
    dependabot: createAccount(lab, app.bot.login, token, email),
  };
}

/** The lab has the scanners' interfaces, not the scanners: what they find is what a scene says, and nothing else. */
async function switchScannersOn({ request }: Account): Promise<void> {
  const features = { code_scanning: true, secret_scanning: true, dependency_graph: true };
  await request("PATCH /repos/{owner}/{repo}/_lab/security", { owner: organization, repo: repository, ...features });
}

/** The default branch takes pull requests only, and these need the check run `mergewarden` by that very app. */
async function requireGate({ rest }: Account, appId: number): Promise<void> {
  await rest.repos.createRepoRuleset({
    owner: organization,
    repo: repository,
    name: "Change management",
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [
      { type: "deletion" },
      { type: "non_fast_forward" },
      {
        type: "pull_request",
        parameters: {
          required_approving_review_count: 0,
          dismiss_stale_reviews_on_push: false,
          require_code_owner_review: false,
          require_last_push_approval: false,
          required_review_thread_resolution: false,
        },
      },
      {
        type: "required_status_checks",
        parameters: {
          required_status_checks: [{ context: "mergewarden", integration_id: appId }],
          strict_required_status_checks_policy: false,
        },
      },
    ],
  });
}
