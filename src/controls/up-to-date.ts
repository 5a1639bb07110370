import { defineControl } from "../domain/control.ts";
import { read } from "../domain/readable.ts";
import { fail, pass } from "../domain/verdict.ts";

export const upToDate = defineControl({
  id: "up-to-date",
  title: "Up to date",
  rationale: "What was tested is what will be: the head contains the base's latest commit.",
  satisfies: ["SOC2 CC8.1"],
  needs: [],
  settings: {},

  evaluate({ pullRequest: { base, mergeBase } }) {
    if (read(mergeBase, "the merge base") === base.sha) return pass(`Contains the latest commit of ${base.ref}`);
    return fail(`Lacks the latest commits of ${base.ref}`, {
      gist: `the branch lacks the latest commits of ${base.ref}`,
      reasons: [`${base.ref} is at ${base.sha.slice(0, 7)}, which this head does not contain.`],
      remedy: "Update the branch.",
    });
  },
});
