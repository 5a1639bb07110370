import type { Api } from "../http/api.ts";
import { paged } from "../http/reply.ts";
import { issueOf, readIssues } from "../issues/access.ts";
import { timelineEventJson, timelineItemJson, timelineOf } from "../rest/timeline.ts";

// Issue events leave out what is no event of GitHub's own making.
const notInEvents = new Set(["committed"]);

/** https://docs.github.com/en/rest/issues/timeline and https://docs.github.com/en/rest/issues/events */
export function timelineRoutes(api: Api): void {
  api.repository("get", "/issues/:number{[0-9]+}/timeline", readIssues, (call) => {
    const issue = issueOf(call, "read");
    return paged(call, timelineOf(call.repository, issue), (item) =>
      timelineItemJson(call.world, call.repository, issue, item),
    );
  });
  api.repository("get", "/issues/:number{[0-9]+}/events", readIssues, (call) => {
    const events = issueOf(call, "read").timeline.filter(({ event }) => !notInEvents.has(event));
    return paged(call, events, (event) => timelineEventJson(call.world, call.repository, event));
  });
}
