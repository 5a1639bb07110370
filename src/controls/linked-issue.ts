import { RE2JS } from "re2js";
import { z } from "zod";
import { defineControl } from "../domain/control.ts";
import type { Facts } from "../domain/facts.ts";
import { isUnavailable, rereadRemedy } from "../domain/readable.ts";
import { list, unordered } from "../domain/setting.ts";
import { fail, pass, unknown } from "../domain/verdict.ts";

const places = ["title", "body", "branch", "commits"] as const;

/** RE2 takes linear time whatever the pull request says: https://github.com/google/re2/wiki/Syntax. */
const patternSchema = z
  .string()
  .min(1)
  .superRefine((pattern, context) => {
    try {
      RE2JS.compile(pattern);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      context.addIssue({ code: "custom", message: `expected a regular expression in RE2 syntax: ${why}` });
    }
  });

export const linkedIssue = defineControl({
  id: "linked-issue",
  title: "Linked issue",
  rationale: "A change has a reason that somebody wrote down before.",
  satisfies: ["SOC2 CC8.1", "ISO27001 A.8.32"],
  needs: ["commits"],
  settings: {
    pattern: unordered(patternSchema, {
      default: "#\\d+|[A-Z][A-Z0-9]+-\\d+",
      description: "A regular expression (RE2 syntax) that an issue's key matches.",
    }),
    in: list<(typeof places)[number]>(z.enum(places), {
      longer: "neither",
      default: ["title", "body", "branch"],
      description: "Where the key may stand.",
    }),
  },

  evaluate(facts, settings) {
    const pattern = RE2JS.compile(settings.pattern);
    const doubts: string[] = [];
    for (const place of settings.in) {
      const texts = textsOf(place, facts, doubts);
      if (texts.some((text) => pattern.matcher(text).find())) return pass(`An issue is named in the ${place}`);
    }
    const where = settings.in.join(", ");
    if (doubts.length > 0)
      return unknown("No issue found; not everything could be read", {
        gist: "could not look for an issue",
        reasons: doubts,
        remedy: rereadRemedy,
      });
    return fail(`No issue is named in ${where}`, {
      gist: "no issue is named",
      reasons: [`Nothing in ${where} matches \`${settings.pattern}\`.`],
      remedy: "Name the issue in the title or the description of the pull request, and it is judged again at once.",
    });
  },
});

function textsOf(
  place: (typeof places)[number],
  facts: Pick<Facts, "pullRequest" | "commits">,
  doubts: string[],
): string[] {
  const { title, body, head, commits: count } = facts.pullRequest;
  const take = (text: typeof body): string[] => {
    if (!isUnavailable(text)) return text === null ? [] : [text];
    doubts.push(`could not read the ${place}: ${text.unavailable}`);
    return [];
  };
  if (place === "title") return take(title);
  if (place === "body") return take(body);
  if (place === "branch") return [head.ref];
  if (isUnavailable(facts.commits)) return take(facts.commits);
  if (isUnavailable(count) || facts.commits.length < count) doubts.push("could not read every commit");
  return facts.commits.flatMap((commit) => take(commit.message));
}
