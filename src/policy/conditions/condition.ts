import type { Facts, Readable } from "../../domain/facts.ts";
import type { Condition, Role } from "../../domain/policy.ts";
import { isUnavailable } from "../../domain/readable.ts";
import { matchesAnyGlob } from "../../matching/glob.ts";
import { every, type Truth, truth } from "../../matching/truth.ts";
import { authorsListed } from "./authors.ts";
import { dependencyUpdate } from "./dependency-update.ts";
import { everyFileMatches, someFileMatches } from "./files.ts";

/** Whether a rule's condition holds for a pull request: all of its keys must (contract, section 6, rules). */
export function conditionHolds(when: Condition, facts: Facts, roles: Readonly<Record<string, Role>>): Truth {
  const { pullRequest } = facts;
  const ofPullRequest = all([
    when.base && truth(matchesAnyGlob(pullRequest.base.ref, when.base)),
    when.head && truth(matchesAnyGlob(pullRequest.head.ref, when.head)),
    when["author-type"] && authorIs(when["author-type"], pullRequest.author),
    when.labels && anyLabel(when.labels, pullRequest.labels),
    when.title && titleMatches(when.title, pullRequest.title),
    when.size && sizeHolds(when.size, pullRequest),
  ]);
  if (ofPullRequest === "no") return "no";
  return all([
    ofPullRequest,
    when.paths && someFileMatches(when.paths, facts),
    when["only-paths"] && everyFileMatches(when["only-paths"], facts),
    when.authors && authorsListed(when.authors, facts, roles),
    when["dependency-update"] && dependencyUpdate(when["dependency-update"], facts),
  ]);
}

/** Of a key that is not written nothing is asked. */
function all(parts: readonly (Truth | "" | undefined)[]): Truth {
  return every(parts, (part) => (part === undefined || part === "" ? "yes" : part));
}

function authorIs(type: "user" | "bot", author: Facts["pullRequest"]["author"]): Truth {
  if (author === null || isUnavailable(author)) return "cannot-tell";
  return truth(author.type.toLowerCase() === type);
}

function anyLabel(wanted: readonly string[], labels: Readable<string[]>): Truth {
  if (isUnavailable(labels)) return "cannot-tell";
  return truth(labels.some((label) => wanted.includes(label)));
}

function titleMatches(globs: readonly string[], title: Readable<string>): Truth {
  return isUnavailable(title) ? "cannot-tell" : truth(matchesAnyGlob(title, globs));
}

/** What is known already may decide: lines are only ever added to the sum. */
function sizeHolds(size: string, { additions, deletions }: Facts["pullRequest"]): Truth {
  const limit = Number(size.slice(1));
  const known = [additions, deletions].filter((lines) => typeof lines === "number");
  const sum = known.reduce((total, lines) => total + lines, 0);
  const isMore = size.startsWith(">");
  if (known.length === 2) return truth(isMore ? sum > limit : sum < limit);
  if (isMore) return sum > limit ? "yes" : "cannot-tell";
  return sum >= limit ? "no" : "cannot-tell";
}
