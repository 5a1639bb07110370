import { type Account, createAccount } from "../../demo/account.ts";
import { runCi } from "../../demo/ci.ts";
import { organization } from "../../demo/company.ts";
import { type Change, type Proposal, propose, review } from "./change.ts";
import type { Stage } from "./stage.ts";

let counter = 0;

/** A pull request of Mia's that lacks nothing but an approval, judged; other files or another base where given. */
export async function waitingChange(stage: Stage, proposal: Partial<Proposal> = {}): Promise<Change> {
  counter += 1;
  const files = { [`docs/note-${counter}.md`]: `# Note ${counter}\n` };
  const change = await propose(stage.company.people["mia-tanaka"], { files, ...proposal });
  await passCi(stage, change);
  await stage.settled();
  return change;
}

/** CI's jobs end well on the head. */
export async function passCi({ company }: Pick<Stage, "company">, change: Change): Promise<void> {
  await runCi(company.actions, { ...change, pusher: "mia-tanaka" });
}

/** A senior engineer approves the head. Whoever asks waits for what comes of it. */
export function approve({ company }: Stage, change: Change): Promise<number> {
  return review(company.people["priya-raman"], change);
}

/** Presses the merge button; the status of what it says. */
export async function merge({ company }: Stage, { number, repository: repo }: Change): Promise<number> {
  const { rest } = company.people["mia-tanaka"];
  const pull = { owner: organization, repo, pull_number: number };
  const { status } = await rest.pulls.merge(pull).catch((error: { status: number }) => error);
  return status;
}

/** Another app of the organization that may write check runs. */
export function installForger({ lab }: Stage, slug = "forger"): Account {
  const { app } = lab.seed.app(slug, { owner: organization, permissions: { checks: "write" }, events: [] });
  return createAccount(lab, app.bot.login, lab.seed.token(lab.seed.install(app, organization)));
}
