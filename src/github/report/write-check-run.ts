import type { Annotation } from "../../domain/verdict.ts";
import type { PullRequestRef, Report, ReportMemory } from "../../pipeline/ports.ts";
import type { GitHub } from "../client.ts";
import { GitHubError } from "../errors.ts";
import { allPages, perPage } from "../pages.ts";
import { type CheckRunContent, digestOf } from "./check-run.ts";
import { externalId } from "./external-id.ts";
import { plain } from "./text.ts";

/** Annotations in one request: https://docs.github.com/en/rest/checks/runs#create-a-check-run */
const perRequest = 50;

export interface Writing {
  github: GitHub;
  ref: PullRequestRef;
  memory: ReportMemory;
  /** What the check run is about; default: the pull request. */
  subject?: string;
}

/**
 * Writes the check run, if it is not there as it should be. One that waits is completed; one that is complete is followed by
 * a new one. `isOvertaken` says whether another's came after the one that is there. That something is about to be written is remembered first: after a crash in between, what was written is found.
 */
export async function writeCheckRun(
  writing: Writing,
  content: CheckRunContent,
  isOvertaken: (last: Report) => Promise<boolean> = async () => false,
): Promise<Report> {
  const { ref, memory } = writing;
  const last = await memory.last(ref);
  const digest = digestOf(content);
  const isSameHead = last?.headSha === content.headSha;
  const isOld = isSameHead && last.checkRunId !== null && (await isOvertaken(last));
  const isThere = isSameHead && last.checkRunDigest === digest && last.checkRunId !== null;
  if (isThere && !isOld) return last;
  const comment = { commentId: last?.commentId ?? null, commentDigest: last?.commentDigest ?? null };
  // What is written into a run that is not the newest does not show.
  const waiting = isSameHead && !isOld ? await findWaiting(writing, last, content) : null;
  await memory.keep(ref, { headSha: content.headSha, checkRunId: null, checkRunDigest: null, ...comment });
  const id = waiting === null ? await create(writing, content) : await update(writing, waiting, content);
  const report: Report = { headSha: content.headSha, checkRunId: id, checkRunDigest: digest, ...comment };
  await memory.keep(ref, report);
  return report;
}

/** The check run of this pull request that waits on this head, if there is one of the same name. */
async function findWaiting(writing: Writing, last: Report, content: CheckRunContent): Promise<number | null> {
  if (last.checkRunId !== null) return last.checkRunDigest?.startsWith("pending ") ? last.checkRunId : null;
  const { github, ref } = writing;
  const query = { owner: ref.owner, repo: ref.name, ref: content.headSha, check_name: content.name };
  const runs = await allPages(async (page) => {
    const answer = await github.rest.checks.listForRef({ ...query, filter: "all", per_page: perPage, page });
    return { headers: answer.headers, data: answer.data.check_runs };
  });
  const own = runs.filter((run) => run.external_id === subjectOf(writing) && run.app?.id === github.appId);
  const newest = own.sort((a, b) => b.id - a.id)[0];
  return newest?.status === "in_progress" ? newest.id : null;
}

function subjectOf({ ref, subject }: Writing): string {
  return subject ?? externalId(ref);
}

async function create(writing: Writing, content: CheckRunContent): Promise<number> {
  const { github, ref } = writing;
  const [first = [], ...rest] = portions(content);
  const { data } = await github.rest.checks.create({
    owner: ref.owner,
    repo: ref.name,
    name: content.name,
    head_sha: content.headSha,
    external_id: subjectOf(writing),
    ...stateOf(content),
    output: outputOf(content, first),
  });
  await append({ github, ref }, data.id, content, rest);
  return data.id;
}

async function update(writing: Writing, id: number, content: CheckRunContent): Promise<number> {
  const { github, ref } = writing;
  const [first = [], ...rest] = portions(content);
  const target = { owner: ref.owner, repo: ref.name, check_run_id: id };
  try {
    await github.rest.checks.update({ ...target, ...stateOf(content), output: outputOf(content, first) });
  } catch (error) {
    // Somebody's clean-up, or a head that was replaced: what is needed is a check run, not this one.
    if (!(error instanceof GitHubError) || (error.status !== 404 && error.status !== 422)) throw error;
    return create(writing, content);
  }
  await append(writing, id, content, rest);
  return id;
}

/** Annotations beyond the first request's; GitHub adds them to those that are there. */
async function append(
  { github, ref }: Pick<Writing, "github" | "ref">,
  id: number,
  content: CheckRunContent,
  portions: readonly Annotation[][],
): Promise<void> {
  for (const annotations of portions) {
    const output = outputOf(content, annotations);
    await github.rest.checks.update({ owner: ref.owner, repo: ref.name, check_run_id: id, output });
  }
}

function stateOf({ conclusion }: CheckRunContent) {
  if (conclusion === "pending") return { status: "in_progress" as const };
  return { status: "completed" as const, conclusion };
}

function outputOf({ title, summary, text }: CheckRunContent, annotations: readonly Annotation[]) {
  return {
    title,
    summary,
    ...(text !== "" && { text }),
    annotations: annotations.map(({ path, line, level, title: heading, message }) => ({
      path,
      start_line: line,
      end_line: line,
      annotation_level: level,
      title: plain(heading, 255),
      message: plain(message, 2000),
    })),
  };
}

function portions({ annotations }: CheckRunContent): Annotation[][] {
  const found: Annotation[][] = [];
  for (let from = 0; from < annotations.length; from += perRequest)
    found.push(annotations.slice(from, from + perRequest));
  return found;
}
