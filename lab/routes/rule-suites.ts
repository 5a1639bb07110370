import { zeroSha } from "../git/pkt-line.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { paged } from "../http/reply.ts";
import type { RuleSuite } from "../state/repository.ts";

const hour = 3_600_000;
const periods: Readonly<Record<string, number>> = { hour, day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour };

function isWanted({ query }: RepositoryCall, { ref, actor, result, createdAt }: RuleSuite): boolean {
  const [name, login, ending] = [query.get("ref"), query.get("actor_name"), query.get("rule_suite_result") ?? "all"];
  if (name && name !== ref && `refs/heads/${name}` !== ref) return false;
  if (login && login !== actor?.login) return false;
  if (ending !== "all" && ending !== result) return false;
  const period = periods[query.get("time_period") ?? "day"] ?? 24 * hour;
  return Date.now() - Date.parse(createdAt) < period;
}

/** https://docs.github.com/en/rest/repos/rule-suites#list-repository-rule-suites */
export function ruleSuiteRoutes(api: Api): void {
  const admin = { app: ["administration:write"], user: "admin" } as const;
  api.repository("get", "/rulesets/rule-suites", admin, (call) => {
    const { repository } = call;
    const list = repository.ruleSuites.filter((suite) => isWanted(call, suite)).toReversed();
    return paged(call, list, ({ id, ref, before, after, actor, createdAt, result }) => ({
      id,
      actor_id: actor?.id,
      actor_name: actor?.login,
      before_sha: before ?? zeroSha,
      after_sha: after ?? zeroSha,
      ref,
      repository_id: repository.id,
      repository_name: repository.name,
      pushed_at: createdAt,
      result,
      evaluation_result: result,
    }));
  });
}
