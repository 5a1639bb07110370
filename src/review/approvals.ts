import type { Actor, Facts, Readable, Review } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import { roleMembers } from "../domain/role-members.ts";
import { type Contributors, contributors } from "./contributors.ts";
import { standingReviews } from "./standing-reviews.ts";
import { vetoes } from "./vetoes.ts";

/** How approvals are counted: senior-review's settings, with the role and number of the control that asks. */
export interface CountingSettings {
  approvals: number;
  from: string;
  "independent-of": "author" | "contributors";
  "unknown-authors": "ignore" | "extra-approval" | "block";
  "keep-approvals": "same-diff" | "same-commit";
  "changes-requested": "ignore" | "block";
}

export type CountingFacts = Pick<Facts, "pullRequest" | "commits" | "pushers" | "reviews" | "roles">;

/** What the reviews of a pull request amount to, before anything is concluded from it. */
export interface Count {
  needed: number;
  /** Members whose approval counts. */
  approvers: readonly Actor[];
  /** Members who could still approve. */
  candidates: readonly Actor[];
  /** How many members of the role are no contributors: all who can ever count; null if the role could not be read. */
  eligible: number | null;
  /** Why it certainly fails, whatever else is not known. */
  failures: readonly string[];
  /** What mends the failures, a sentence for each kind. */
  remedies: readonly string[];
  /** What could not be read and may change the count. */
  doubts: readonly string[];
  /** Approvals that would count if their diff, which could not be read, is the same. */
  undecided: readonly string[];
  /** What a reader should know: approvals that do not count and why, who is not identified. */
  notes: readonly string[];
}

/** Counts the approvals of a role's members who are no contributors (contract, section 6, senior-review). */
export function countApprovals(facts: CountingFacts, settings: CountingSettings): Count {
  const involved = contributors(facts, settings["independent-of"]);
  const extra = involved.unidentified.length > 0 && settings["unknown-authors"] === "extra-approval";
  const count: Draft = {
    needed: settings.approvals + (extra ? 1 : 0),
    approvers: [],
    candidates: [],
    eligible: null,
    failures: [],
    remedies: [],
    doubts: [...involved.doubts],
    undecided: [],
    notes: [],
  };
  noteIdentities(count, involved, settings);
  if (settings["independent-of"] === "contributors") notePushes(count, facts);
  const members = membersOf(facts, settings.from, count.doubts);
  if (members === null) return count;
  const eligible = [...members.values()].filter((member) => !involved.people.has(member.id));
  count.eligible = eligible.length;
  if (isUnavailable(facts.reviews)) {
    count.doubts.push(`could not read the reviews: ${facts.reviews.unavailable}`);
    return count;
  }

  const standing = standingReviews(facts.reviews, members, count.doubts);
  if (settings["changes-requested"] === "block") {
    const found = vetoes(standing, members, involved);
    count.failures.push(...found.certain);
    if (found.certain.length > 0) count.remedies.push(vetoRemedy);
    count.doubts.push(...found.doubts);
  }
  for (const member of members.values()) weigh(count, member, standing.get(member.id), involved, facts, settings);
  const counted = new Set(count.approvers.map((approver) => approver.id));
  count.candidates = eligible.filter((member) => !counted.has(member.id));
  noteOutsiders(count, facts.reviews, members, settings.from);
  return count;
}

const vetoRemedy =
  "Settle it with who requested changes: the block ends when that person approves, or dismisses that review.";
const identityRemedy =
  "Commit again with an address that GitHub knows (git rebase --exec 'git commit --amend --no-edit --reset-author') and push.";

/** A count in the making. */
type Draft = { -readonly [K in keyof Count]: Count[K] extends readonly (infer T)[] ? T[] : Count[K] };

function membersOf(facts: CountingFacts, role: string, doubts: string[]): Map<number, Actor> | null {
  if (isUnavailable(facts.roles)) {
    doubts.push(`could not read the roles: ${facts.roles.unavailable}`);
    return null;
  }
  const members = roleMembers(facts.roles, role);
  if (isUnavailable(members)) {
    doubts.push(`could not read who is in the role ${role}: ${members.unavailable}`);
    return null;
  }
  return new Map(members.filter((member) => member.type === "User").map((member) => [member.id, member]));
}

function weigh(
  count: Draft,
  member: Actor,
  review: Review | undefined,
  involved: Contributors,
  { pullRequest }: CountingFacts,
  settings: CountingSettings,
): void {
  if (review?.state !== "approved") return;
  if (involved.people.has(member.id)) {
    const why =
      settings["independent-of"] === "author" ? "opened this pull request" : "contributed to this pull request";
    count.notes.push(`The approval of ${member.login} does not count: ${member.login} ${why}.`);
    return;
  }
  if (review.commit === pullRequest.head.sha) {
    count.approvers.push(member);
    return;
  }
  const of = typeof review.commit === "string" ? review.commit.slice(0, 7) : "an unknown commit";
  const isSame = settings["keep-approvals"] === "same-diff" ? isSameDiff(review.diff, pullRequest.diff) : false;
  if (isSame === true) {
    count.approvers.push(member);
    count.notes.push(`The approval of ${member.login} was given to ${of} and stands: the change is the same.`);
    return;
  }
  const unread = [review.commit, isSame].find((fact) => isUnavailable(fact));
  if (unread !== undefined) {
    const reason = `could not read whether the change is still what ${member.login} approved: ${unread.unavailable}`;
    count.undecided.push(reason);
    return;
  }
  const change =
    settings["keep-approvals"] === "same-diff"
      ? "and the change is another one now"
      : "and the head is another one now";
  count.notes.push(`The approval of ${member.login} does not count any more: it was given to ${of}, ${change}.`);
}

function notePushes(count: Draft, { pushers }: CountingFacts): void {
  if (isUnavailable(pushers) || pushers.complete === true) return;
  count.notes.push(
    "Who pushed before this app was installed is not known: only the pushers that are known are counted.",
  );
}

/** A diff that is null equals none, so that the other need not be known. */
function isSameDiff(approved: Review["diff"], now: Review["diff"]): Readable<boolean> {
  if (approved === null || now === null) return false;
  if (isUnavailable(approved)) return approved;
  return isUnavailable(now) ? now : approved === now;
}

function noteIdentities(count: Draft, involved: Contributors, settings: CountingSettings): void {
  if (settings["unknown-authors"] === "block" && involved.unidentified.length > 0) {
    count.failures.push(...involved.unidentified.map((text) => `${capitalize(text)}.`));
    count.remedies.push(identityRemedy);
  } else if (settings["unknown-authors"] === "extra-approval") {
    count.notes.push(...involved.unidentified.map((text) => `${capitalize(text)}: one approval more is needed.`));
  }
  for (const person of involved.unresolvedCoAuthors)
    count.notes.push(`Co-author ${person} is no account that GitHub tells.`);
}

function noteOutsiders(
  count: Draft,
  reviews: readonly Review[],
  members: ReadonlyMap<number, Actor>,
  role: string,
): void {
  const named = new Set<number>();
  for (const { author, state } of reviews) {
    if (state !== "approved" || author === null || isUnavailable(author)) continue;
    if (members.has(author.id) || named.has(author.id)) continue;
    named.add(author.id);
    const why = author.type === "Bot" ? "it is a bot's" : `${author.login} is not in the role ${role}`;
    count.notes.push(`The approval of ${author.login} does not count: ${why}.`);
  }
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
