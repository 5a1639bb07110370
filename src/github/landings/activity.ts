import { toActor } from "../actor.ts";
import { GitHubError } from "../errors.ts";
import type { Move } from "./chain.ts";
import type { RepositorySource } from "./repository.ts";

const perPage = 100;
/** As far back as it is read: 5,000 moves of one branch. */
const mostPages = 50;

/**
 * The moves of a branch that GitHub tells of, oldest first, back to the activity `until` or, where that is null, of the last page;
 * empty: it tells of none.
 * https://docs.github.com/en/rest/repos/repos#list-repository-activities
 */
export async function readActivity(source: RepositorySource, ref: string, until: number | null): Promise<Move[]> {
  const moves: Move[] = [];
  let after: string | undefined;
  try {
    for (let page = 0; page < mostPages; page += 1) {
      const { data, headers } = await source.github.rest.repos.listActivities({
        ...source.repo,
        ref,
        per_page: perPage,
        ...(after !== undefined && { after }),
      });
      const found = data.filter((one) => one.ref === ref).map(toMove);
      moves.push(...found);
      after = nextCursor(headers.link);
      if (after === undefined || until === null || found.some(({ activity }) => (activity ?? 0) <= until)) break;
    }
  } catch (error) {
    if (!(error instanceof GitHubError) || error.isTransient) throw error;
    source.onFailure(error);
    return [];
  }
  return moves.reverse();
}

type Activity = Awaited<ReturnType<RepositorySource["github"]["rest"]["repos"]["listActivities"]>>["data"][number];

function toMove({ id, before, after, actor, timestamp, activity_type: type }: Activity): Move {
  const at = new Date(timestamp);
  return { before, after, pusher: toActor(actor), at, source: "activity_api", type, activity: id };
}

/** The pages are told by cursors. */
function nextCursor(link: string | undefined): string | undefined {
  const next = (link ?? "").split(",").find((one) => /rel="next"/.test(one));
  const address = /<([^<>]*)>/.exec(next ?? "")?.[1];
  return address === undefined ? undefined : (new URL(address).searchParams.get("after") ?? undefined);
}
