import type { Actor, Commit, Facts, Readable } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";

/** GitHub's own committer of web edits and merges: nobody. */
export const webFlowId = 19864447;

/** `ID+LOGIN@users.noreply.github.com`: https://docs.github.com/en/account-and-profile/reference/email-addresses-reference */
const noreplyAddress = /^(\d{1,15})\+([^@\s]+)@users\.noreply\.github\.com$/i;

/** Who had a hand in a pull request. */
export interface Contributors {
  people: ReadonlyMap<number, Actor>;
  /** Commits with an author or committer whom GitHub does not know, in words. */
  unidentified: readonly string[];
  /** Co-author trailers that resolve to nobody. */
  unresolvedCoAuthors: readonly string[];
  /** Facts that could not be read: the set may lack somebody. */
  doubts: readonly string[];
}

/** The account behind one of GitHub's noreply addresses, or null. */
export function actorOfAddress(email: string): Actor | null {
  const [, id, login] = noreplyAddress.exec(email) ?? [];
  if (id === undefined || login === undefined) return null;
  return { id: Number(id), login, type: login.endsWith("[bot]") ? "Bot" : "User" };
}

type Source = Pick<Facts, "pullRequest" | "commits" | "pushers">;

/**
 * Author, committers, co-authors and pushers of a pull request; `author` is the author alone (contract, section 6,
 * senior-review, step 1). The commits' unidentified people are counted either way.
 */
export function contributors(facts: Source, independentOf: "contributors" | "author" = "contributors"): Contributors {
  const found: Found = { people: new Map(), byAddress: [], unidentified: [], unresolvedCoAuthors: [], doubts: [] };
  add(found, facts.pullRequest.author, "the author of the pull request");
  const author = new Map(found.people);
  addCommits(found, facts);
  const { unidentified, unresolvedCoAuthors, doubts } = found;
  if (independentOf === "author") return { people: author, unidentified, unresolvedCoAuthors, doubts };
  addPushers(found, facts);
  // Last: whoever writes a commit chooses the login in an address, and must not rename an account by it.
  for (const actor of found.byAddress) add(found, actor, "");
  return { people: found.people, unidentified, unresolvedCoAuthors, doubts };
}

interface Found {
  people: Map<number, Actor>;
  byAddress: Actor[];
  unidentified: string[];
  unresolvedCoAuthors: string[];
  doubts: string[];
}

function add(found: Found, actor: Readable<Actor | null>, what: string): void {
  if (isUnavailable(actor)) found.doubts.push(`could not read ${what}: ${actor.unavailable}`);
  else if (actor !== null && actor.id !== webFlowId && !found.people.has(actor.id)) found.people.set(actor.id, actor);
}

function addCommits(found: Found, { commits, pullRequest }: Source): void {
  if (isUnavailable(commits)) {
    found.doubts.push(`could not read the commits: ${commits.unavailable}`);
    return;
  }
  if (isUnavailable(pullRequest.commits)) {
    found.doubts.push(`could not read how many commits there are: ${pullRequest.commits.unavailable}`);
  } else if (commits.length < pullRequest.commits) {
    found.doubts.push(`only ${commits.length} of ${pullRequest.commits} commits could be read`);
  }
  if (!commits.some((commit) => commit.sha === pullRequest.head.sha)) {
    found.doubts.push("the head is not among the commits that could be read");
  }
  for (const commit of commits) {
    const { sha, updateMerge } = commit;
    if (updateMerge === false) addCommit(found, commit);
    else if (isUnavailable(updateMerge)) {
      const what = `whether commit ${sha.slice(0, 7)} only merges the base`;
      found.doubts.push(`could not read ${what}: ${updateMerge.unavailable}`);
    }
  }
}

function addCommit(found: Found, commit: Commit): void {
  const name = commit.sha.slice(0, 7);
  const byAddress = typeof commit.authorEmail === "string" ? personOfAddress(commit.authorEmail) : null;
  if (byAddress !== null) found.byAddress.push(byAddress);
  add(found, commit.author, `the author of commit ${name}`);
  add(found, commit.committer, `the committer of commit ${name}`);
  if (commit.author === null && isUnavailable(commit.authorEmail)) {
    // The address might be a reviewer's.
    found.doubts.push(`could not read the author's address of commit ${name}: ${commit.authorEmail.unavailable}`);
  }
  if (commit.author === null && byAddress === null) {
    found.unidentified.push(`commit ${name} has an author whom GitHub does not know`);
  } else if (commit.committer === null) {
    found.unidentified.push(`commit ${name} has a committer whom GitHub does not know`);
  }
  if (isUnavailable(commit.coAuthors)) {
    found.doubts.push(`could not read the co-authors of commit ${name}: ${commit.coAuthors.unavailable}`);
    return;
  }
  for (const { name: person, email, actor } of commit.coAuthors) {
    const byEmail = personOfAddress(email);
    if (byEmail !== null) found.byAddress.push(byEmail);
    if (actor !== null && !isUnavailable(actor)) found.byAddress.push(actor);
    else if (byEmail === null && actor !== null) add(found, actor, `the co-author ${person} of commit ${name}`);
    else if (byEmail === null) found.unresolvedCoAuthors.push(`${person} <${email}> (commit ${name})`);
  }
}

function personOfAddress(email: string): Actor | null {
  const actor = actorOfAddress(email);
  return actor?.id === webFlowId ? null : actor;
}

function addPushers(found: Found, { pushers }: Source): void {
  const actors = isUnavailable(pushers) ? pushers : pushers.actors;
  if (isUnavailable(actors)) found.doubts.push(`could not read who pushed: ${actors.unavailable}`);
  else for (const actor of actors) add(found, actor, "a pusher");
}
