import ignore from "ignore";
import { baseTip, pullChanges } from "../pulls/content.ts";
import type { Account } from "../state/accounts.ts";
import type { PullRequest } from "../state/pull-request.ts";
import type { Repository } from "../state/repository.ts";
import type { State } from "../state/state.ts";

// https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-file-location
const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

type Line = { matches: (path: string) => boolean; owners: string[] };

async function ownerLines(repository: Repository, commit: string): Promise<Line[]> {
  for (const place of places) {
    const object = await repository.git.object(`${commit}:${place}`);
    if (object?.type !== "blob") continue;
    const lines = object.content.toString().split("\n");
    return lines
      .map((line) =>
        line
          .replace(/(^|\s)#.*$/, "")
          .trim()
          .split(/\s+/),
      )
      .filter(([pattern]) => pattern)
      .map(([pattern = "", ...owners]) => {
        const matcher = ignore().add(pattern);
        return { matches: (path) => matcher.ignores(path), owners };
      });
  }
  return [];
}

function owns(state: State, repository: Repository, account: Account, owner: string): boolean {
  if (!owner.startsWith("@")) return account.emails.includes(owner);
  const [login = "", slug] = owner.slice(1).split("/");
  if (slug === undefined) return account.login.toLowerCase() === login.toLowerCase();
  const organization = state.organizations.get(repository.owner.login.toLowerCase());
  return organization?.teams.get(slug)?.members.get(account.id)?.state === "active";
}

/**
 * The code owners that have yet to approve a pull request; of each file, one of its owners suffices. The file is the base's.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export async function missingCodeOwners(state: State, pull: PullRequest, approvers: Account[]): Promise<string[]> {
  const { repository } = pull;
  const lines = await ownerLines(repository, baseTip(pull));
  const missing = new Set<string>();
  for (const { path } of await pullChanges(pull)) {
    // The last matching line decides.
    const owners = lines.findLast(({ matches }) => matches(path))?.owners ?? [];
    const approved = owners.some((owner) => approvers.some((account) => owns(state, repository, account, owner)));
    if (!approved) for (const owner of owners) missing.add(owner);
  }
  return [...missing];
}
