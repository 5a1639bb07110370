import { runGit } from "../git/run.ts";
import type { Account } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { World } from "../world.ts";
import { accountByEmail } from "./attribution.ts";

/** How somebody stands to a repository. https://docs.github.com/en/graphql/reference/enums#commentauthorassociation */
export async function authorAssociation(world: World, repository: Repository, user: Account | null): Promise<string> {
  if (!user) return "NONE";
  if (repository.owner.id === user.id) return "OWNER";
  const organization = world.state.organizations.get(repository.owner.login.toLowerCase());
  if (organization?.members.has(user.id)) return "MEMBER";
  if (repository.collaborators.has(user.id)) return "COLLABORATOR";
  const tip = repository.git.refs.get(`refs/heads/${repository.defaultBranch}`);
  if (!tip) return "NONE";
  const emails = await repository.git.cached(`authors ${tip}`, async () => {
    const log = await runGit(["log", "--format=%ae", tip], { cwd: repository.git.directory });
    return new Set(log.split("\n").filter(Boolean));
  });
  for (const email of emails) {
    if (accountByEmail(world.state, email)?.id === user.id) return "CONTRIBUTOR";
  }
  return "NONE";
}
