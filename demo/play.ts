import type { Account } from "./account.ts";
import { type Company, organization, repository } from "./company.ts";
import { readGate } from "./gate.ts";
import { owner } from "./people.ts";
import { openPullRequest, type PullRequest } from "./pull-request.ts";
import type { End, Scene } from "./scene.ts";

/** How a scene went. */
export type Outcome = { number: number | null; url: string; title: string; end: End; isExpected: boolean; why: string };

/** What a play needs: whom it tells, and what ends it early. */
export type Audience = { heading: (number: number, title: string) => void; tell: (sentence: string) => void };

/** Plays the scenes one after the other. A scene that goes wrong is told in its outcome and ends no other. */
export async function playScenes(
  scenes: readonly Scene[],
  company: Company,
  audience: Audience,
  signal?: AbortSignal,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const scene of scenes) {
    signal?.throwIfAborted();
    outcomes.push(await playScene(scene, company, audience, signal));
  }
  return outcomes;
}

async function playScene(
  scene: Scene,
  company: Company,
  { heading, tell }: Audience,
  signal?: AbortSignal,
): Promise<Outcome> {
  const opened: PullRequest[] = [];
  const open = async (proposal: Parameters<typeof openPullRequest>[1]) => {
    const pull = await openPullRequest(company, proposal, { signal });
    opened.push(pull);
    heading(pull.number, scene.title);
    tell(`${proposal.author.login} opens "${proposal.title}".`);
    return pull;
  };
  const { people, dependabot } = company;
  const told = await scene.play({ people, dependabot, open, tell }).then(
    (why) => ({ why, failed: false }),
    (error: unknown) => ({ why: error instanceof Error ? error.message : String(error), failed: true }),
  );
  signal?.throwIfAborted();
  const [pull] = opened;
  const end = pull ? await endOf(people[owner], company, pull) : "open";
  const isExpected = !told.failed && end === scene.end;
  const why = isExpected ? told.why : `expected ${scene.end}: ${told.why}`;
  return { number: pull?.number ?? null, url: pull?.url ?? "", title: scene.title, end, isExpected, why };
}

async function endOf(reader: Account, company: Company, { number, head }: PullRequest): Promise<End> {
  const where = { owner: organization, repo: repository };
  const { data } = await reader.rest.pulls.get({ ...where, pull_number: number });
  if (data.merged) return "merged";
  const { state } = await readGate(reader, company, head());
  return state === "blocked" || state === "waiting" ? state : "open";
}
