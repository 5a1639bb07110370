import type { Account } from "./account.ts";
import { type Company, organization, repository } from "./company.ts";
import { type Patience, waitFor } from "./wait-for.ts";

/** What the gate says of a head, as everybody sees it on the pull request. */
export type GateView = {
  state: "none" | "judging" | "waiting" | "blocked" | "allowed";
  title: string;
  /** Summary and details, as a person reads them. */
  text: string;
  id: number | null;
};

/** What the gate is expected to say; `title` and `text` must match. */
export type Expectation = { state: GateView["state"]; title?: RegExp; text?: RegExp };

const where = { owner: organization, repo: repository };

/** Reads the gate's check run of a head. */
export async function readGate({ rest }: Account, { gate }: Pick<Company, "gate">, head: string): Promise<GateView> {
  const { data } = await rest.checks.listForRef({ ...where, ref: head, app_id: gate.app.id, filter: "latest" });
  const run = data.check_runs[0];
  if (!run) return { state: "none", title: "", text: "", id: null };
  const { title, summary, text } = run.output;
  const view = { title: title ?? "", text: readable([summary, text].filter(Boolean).join("\n")), id: run.id };
  if (run.status !== "completed") return { ...view, state: title?.startsWith("Waiting") ? "waiting" : "judging" };
  return { ...view, state: run.conclusion === "success" ? "allowed" : "blocked" };
}

/** Waits until the gate says what is expected. Throws with what it says instead. */
export function awaitGate(
  account: Account,
  company: Pick<Company, "gate">,
  head: string,
  { state, title = /./, text = /./ }: Expectation,
  patience: Patience = {},
): Promise<GateView> {
  const fits = (view: GateView) => view.state === state && title.test(view.title) && text.test(view.text);
  const what = `the gate of ${head.slice(0, 7)} to be ${state} (title ${title}, text ${text})`;
  const show = (view: GateView) => `${view.state} "${view.title}" ${view.text}`;
  return waitFor(what, () => readGate(account, company, head), fits, show, patience);
}

/** Markdown without the escapes that keep text from outside from formatting anything. */
function readable(markdown: string): string {
  return markdown
    .replaceAll(/\\([^\w\s])/g, "$1")
    .replaceAll("\u2060", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}

/** The lines of the gate's text that hold something. */
export function linesAbout(gate: GateView, something: string): string[] {
  const found = gate.text.split("\n").filter((line) => line.startsWith("- ") && line.includes(something));
  return [...new Set(found.map((line) => line.slice(2)))];
}

/** What the gate's title says is missing. */
export function gistOf({ title }: GateView): string {
  return title.replace(/^\w+: /, "");
}
