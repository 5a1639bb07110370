import { html } from "hono/html";
import { latestOf } from "../checks/latest.ts";
import type { CheckRun, CommitStatus } from "../state/checks.ts";
import type { Repository } from "../state/repository.ts";
import type { Html } from "./layout.ts";

/** How something stands, for its mark: green, red, yellow, grey. */
export type Look = "good" | "bad" | "wait" | "grey";

/** How a check run stands. */
export function lookOf({ status, conclusion }: Pick<CheckRun, "status" | "conclusion">): Look {
  if (status !== "completed") return "wait";
  if (conclusion === "success") return "good";
  return conclusion === "neutral" || conclusion === "skipped" || conclusion === "stale" ? "grey" : "bad";
}

/** How a commit status stands. */
function statusLook({ state }: Pick<CommitStatus, "state">): Look {
  if (state === "success") return "good";
  return state === "pending" ? "wait" : "bad";
}

const signs: Record<Look, string> = { good: "✓", bad: "✕", wait: "•", grey: "–" };

/** The round mark of a state. */
export function mark(look: Look): Html {
  return html`<span class="mark ${look}">${signs[look]}</span>`;
}

/** A check run or commit status of a commit, in one shape. */
export type Report = { look: Look; name: string; by: string; title: string; href: string | null; run: CheckRun | null };

/** What was reported about a commit: the latest of each name. */
export function reportsOf(repository: Repository, sha: string): Report[] {
  const runs = latestOf(repository.checkRuns.filter(({ headSha }) => headSha === sha));
  const statuses = new Map<string, CommitStatus>();
  for (const status of repository.statuses) if (status.sha === sha) statuses.set(status.context, status);
  const base = `/${repository.owner.login}/${repository.name}`;
  return [
    ...runs.map((run) => ({
      look: lookOf(run),
      name: run.name,
      by: run.app.name,
      title: run.output.title ?? run.conclusion ?? run.status.replace("_", " "),
      href: `${base}/runs/${run.id}`,
      run,
    })),
    ...[...statuses.values()].map((status) => ({
      look: statusLook(status),
      name: status.context,
      by: status.creator.login,
      title: status.description ?? status.state,
      href: status.targetUrl,
      run: null,
    })),
  ];
}

/** The worst of some looks; grey for none. */
export function overall(looks: Look[]): Look {
  for (const look of ["bad", "wait", "good"] as const) if (looks.includes(look)) return look;
  return "grey";
}
