import { zeroSha } from "../git/pkt-line.ts";
import type { Api, RepositoryCall } from "../http/api.ts";
import { pageOf } from "../http/reply.ts";
import { nullableUserJson } from "../rest/account.ts";
import type { Activity } from "../state/repository.ts";
import { nodeId } from "../world.ts";

function wanted(call: RepositoryCall): Activity[] {
  const { query, repository } = call;
  const ref = query.get("ref");
  const [actor, type] = [query.get("actor"), query.get("activity_type")];
  const list = repository.activities.filter((activity) => {
    if (ref && activity.ref !== ref && activity.ref !== `refs/heads/${ref}`) return false;
    if (actor && activity.actor?.login !== actor) return false;
    return !type || activity.type === type;
  });
  return query.get("direction") === "asc" ? list : list.toReversed();
}

/** Paged by cursors: https://docs.github.com/en/rest/repos/repos#list-repository-activities */
function listActivities(call: RepositoryCall) {
  const { query, world, url } = call;
  const { perPage } = pageOf(call);
  const list = wanted(call);
  const after = list.findIndex(({ id }) => String(id) === query.get("after"));
  const before = list.findIndex(({ id }) => String(id) === query.get("before"));
  const start = before >= 0 ? Math.max(0, before - perPage) : after + 1;
  const end = before >= 0 ? before : start + perPage;
  const slice = list.slice(start, end);
  const link = (name: string, activity: Activity | undefined, rel: string) => {
    const to = new URL(url);
    to.searchParams.delete("after");
    to.searchParams.delete("before");
    to.searchParams.set(name, String(activity?.id));
    return `<${to.href}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (end < list.length) links.push(link("after", slice.at(-1), "next"));
  if (start > 0) links.push(link("before", slice[0], "prev"));
  const body = slice.map((activity) => ({
    id: activity.id,
    node_id: nodeId("PSH", activity.id),
    before: activity.before ?? zeroSha,
    after: activity.after ?? zeroSha,
    ref: activity.ref,
    timestamp: activity.createdAt,
    activity_type: activity.type,
    actor: nullableUserJson(world, activity.actor),
  }));
  return { status: 200, body, headers: links.length > 0 ? { link: links.join(", ") } : {} };
}

/** https://docs.github.com/en/rest/repos/repos#list-repository-activities */
export function activityRoutes(api: Api): void {
  api.repository("get", "/activity", { app: ["contents:read"], user: "read" }, listActivities);
}
