import type { Account } from "../../demo/account.ts";
import { organization } from "../../demo/company.ts";
import { owner } from "../../demo/people.ts";
import type { Change } from "./change.ts";
import type { Stage } from "./stage.ts";

/** What the app said to a comment. */
export interface Answer {
  /** The comment's id. */
  id: number;
  reactions: string[];
  /** null: it said nothing. */
  text: string | null;
}

/** Comments on a change, and waits for what comes of it. */
export async function say(stage: Stage, { rest }: Account, change: Change, body: string): Promise<Answer> {
  const { data } = await rest.issues.createComment({ ...placeOf(change), body });
  await stage.settled();
  return answerTo(stage, change, data.id);
}

/** What the app said to a comment that is there. */
export async function answerTo({ company }: Stage, change: Change, id: number): Promise<Answer> {
  const { rest } = company.people[owner];
  const where = { owner: organization, repo: change.repository };
  const { data: reactions } = await rest.reactions.listForIssueComment({ ...where, comment_id: id });
  const marker = `<!-- mergewarden: answer to ${id} -->\n`;
  const answers = (await bodies(rest, change)).filter((body) => body.startsWith(marker));
  if (answers.length > 1) throw new Error(`answered ${answers.length} times`);
  return { id, reactions: reactions.map(({ content }) => content), text: answers[0]?.slice(marker.length) ?? null };
}

/** The app's summary comment. */
export async function summaryOn({ company }: Stage, change: Change): Promise<string> {
  const all = await bodies(company.people[owner].rest, change);
  return all.find((body) => body.startsWith("<!-- mergewarden: summary -->")) ?? "";
}

async function bodies(rest: Account["rest"], change: Change): Promise<string[]> {
  const { data } = await rest.issues.listComments({ ...placeOf(change), per_page: 100 });
  return data.flatMap(({ body, user }) => (user?.login === "mergewarden[bot]" ? [body ?? ""] : []));
}

function placeOf({ repository: repo, number }: Change) {
  return { owner: organization, repo, issue_number: number };
}
