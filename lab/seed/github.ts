import { queueBotLogin } from "../queue/group.ts";
import type { World } from "../world.ts";
import { addAccount } from "./account.ts";

/** GitHub's own accounts: `web-flow` commits what is done on the website, a bot runs the merge queues. */
export function createGitHubAccounts(world: World): void {
  addAccount(world, "web-flow", "User", { name: "GitHub Web Flow", emails: ["noreply@github.com"] });
  addAccount(world, queueBotLogin, "Bot", {});
}

/** Deletes a person's account. What they wrote stays, by nobody; tokens end. https://docs.github.com/en/account-and-profile/concepts/account-management#deletion-of-your-personal-account */
export function deleteUser(world: World, login: string): void {
  const account = world.state.accounts.get(login.toLowerCase());
  if (!account) throw new Error(`no user ${login}`);
  world.state.accounts.delete(login.toLowerCase());
  for (const [token, owner] of world.state.userTokens) if (owner === account) world.state.userTokens.delete(token);
  for (const organization of world.state.organizations.values()) {
    organization.members.delete(account.id);
    for (const team of organization.teams.values()) team.members.delete(account.id);
  }
  for (const repository of world.state.repositories.values()) {
    repository.collaborators.delete(account.id);
    for (const issue of repository.issues.values()) {
      if (issue.user === account) issue.user = null;
      for (const comment of issue.comments) if (comment.user === account) comment.user = null;
      for (const event of issue.timeline) if (event.actor === account) event.actor = null;
    }
    for (const pull of repository.pulls.values()) {
      for (const review of pull.reviews) if (review.user === account) review.user = null;
      if (pull.lastPusher === account) pull.lastPusher = null;
    }
  }
}
