import { defineControl } from "../domain/control.ts";
import { isUnavailable, read, rereadRemedy } from "../domain/readable.ts";
import { fail, pass, unknown } from "../domain/verdict.ts";

export const signedCommits = defineControl({
  id: "signed-commits",
  title: "Signed commits",
  rationale: "A commit's author is who signed it, not who its text names.",
  satisfies: ["SOC2 CC6.1", "SOC2 CC8.1"],
  needs: ["commits"],
  settings: {},

  evaluate({ commits, pullRequest }) {
    const known = read(commits, "the commits");
    const unsigned = known.filter((commit) => commit.verified === false);
    if (unsigned.length > 0) {
      const reasons = unsigned
        .slice(0, 20)
        .map((commit) => `Commit ${commit.sha.slice(0, 7)} has no verified signature.`);
      const remedy = "Sign the commits (git rebase --exec 'git commit --amend --no-edit -S') and push them again.";
      return fail(`${unsigned.length} of ${known.length} commits are not signed`, { reasons, remedy });
    }
    const unread = known.filter((commit) => isUnavailable(commit.verified)).length;
    if (unread > 0 || known.length < read(pullRequest.commits, "how many commits there are")) {
      return unknown("Not every commit's signature could be read", {
        gist: "could not read every signature",
        remedy: rereadRemedy,
      });
    }
    return pass(`${known.length} commits are signed`);
  },
});
