import type { RuleSuite } from "../../evidence/landed/change.ts";
import { GitHubError } from "../errors.ts";
import type { Move } from "./chain.ts";
import type { RepositorySource } from "./repository.ts";

const perPage = 100;
/** As far back as it is read: 1,000 evaluations of one branch. */
const mostPages = 10;
/** Milliseconds: `time_period=day` holds what is younger. */
const day = 23 * 3_600_000;

/**
 * How GitHub's rulesets took a move of a branch, or why nobody knows. GitHub keeps it for a month, and shows it to apps that have
 * `administration: write` (github.com) or `read` (newer GitHub Enterprise Servers).
 * https://docs.github.com/en/rest/repos/rule-suites#list-repository-rule-suites
 */
export async function readRuleSuite(
  { github, repo, onFailure }: RepositorySource,
  ref: string,
  { before, after, at }: Move,
  now: Date,
): Promise<RuleSuite> {
  const period = now.getTime() - at.getTime() < day ? "day" : "month";
  try {
    for (let page = 1; page <= mostPages; page += 1) {
      const asked = { ...repo, ref, time_period: period, per_page: perPage, page } as const;
      const { data } = await github.rest.repos.getRepoRuleSuites(asked);
      // A refused try to make the same move has its own.
      const found = data.find(
        (suite) => suite.before_sha === before && suite.after_sha === after && suite.result !== "fail",
      );
      if (found?.id !== undefined && found.result !== undefined) return { id: found.id, result: found.result };
      if (data.length < perPage) break;
    }
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (error.status === 403 || error.status === 404) return { unavailable: notShown };
    onFailure(error);
    return { unavailable: error.message };
  }
  return { unavailable: "GitHub tells of no rule suite for the move" };
}

const notShown = "GitHub shows rule suites to apps with administration: write only";
