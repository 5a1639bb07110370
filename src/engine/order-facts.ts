import type { BreakGlass, Facts, Readable, Waiver } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";

type Key = string | number;

/** The same facts with every array in one order, so that not even a reason depends on the order they came in. */
export function orderFacts(facts: Facts): Facts {
  return {
    ...facts,
    pullRequest: { ...facts.pullRequest, labels: sorted(facts.pullRequest.labels, (label) => label) },
    commits: map(
      sorted(facts.commits, ({ sha }) => sha),
      (commits) => commits.map((commit) => ({ ...commit, coAuthors: sorted(commit.coAuthors, ({ email }) => email) })),
    ),
    pushers: map(facts.pushers, (pushers) => ({ ...pushers, actors: sorted(pushers.actors, byId) })),
    reviews: sorted(facts.reviews, byId),
    files: sorted(facts.files, ({ path }) => path),
    checks: sorted(facts.checks, ({ name }) => name),
    roles: map(facts.roles, (roles) =>
      Object.fromEntries(Object.entries(roles).map(([name, members]) => [name, sorted(members, byId)])),
    ),
    ...orderScans(facts),
    branchRules: map(facts.branchRules, (rules) => ({
      ...rules,
      requiredChecks: sorted(rules.requiredChecks, ({ name }) => name),
      bypassActors: sorted(rules.bypassActors, ({ type, id }) => `${type}:${typeof id === "number" ? id : ""}`),
    })),
    exceptions: map(facts.exceptions, (exceptions) => sorted(exceptions.map(orderApprovers), ({ kind }) => kind)),
  };
}

function orderApprovers(exception: BreakGlass | Waiver): BreakGlass | Waiver {
  return exception.kind === "waiver"
    ? exception
    : { ...exception, approvedBy: exception.approvedBy.toSorted(compareIds) };
}

function orderScans({ codeScanning, dependencyChanges, secretScanning }: Facts) {
  return {
    codeScanning: map(codeScanning, ({ analyses, alerts }) => ({
      analyses: sorted(analyses, ({ tool }) => tool),
      alerts: sorted(alerts, byNumber),
    })),
    dependencyChanges: map(
      sorted(dependencyChanges, ({ name }) => name),
      (changes) =>
        changes.map((change) => ({ ...change, vulnerabilities: sorted(change.vulnerabilities, ({ ghsa }) => ghsa) })),
    ),
    secretScanning: map(secretScanning, ({ alerts }) => ({ alerts: sorted(alerts, byNumber) })),
  };
}

const byId = ({ id }: { id: number }): Key => id;
const compareIds = (a: { id: number }, b: { id: number }) => a.id - b.id;
const byNumber = ({ number }: { number: number }): Key => number;

function map<T, R>(fact: Readable<T>, change: (value: T) => R): Readable<R> {
  return isUnavailable(fact) ? fact : change(fact as T);
}

/** By a key; what it leaves open is decided by the whole item. What is in order already, as most is, stays. */
function sorted<T>(fact: Readable<T[]>, keyOf: (item: T) => Key): Readable<T[]> {
  if (isUnavailable(fact)) return fact;
  const items = fact as T[];
  const isOrdered = items.every((item, index) => index === 0 || isBefore(keyOf(items[index - 1] as T), keyOf(item)));
  return isOrdered ? items : items.toSorted((a, b) => compareItems(a, b, keyOf));
}

function compareItems<T>(a: T, b: T, keyOf: (item: T) => Key): number {
  const difference = compareKeys(keyOf(a), keyOf(b));
  return difference === 0 ? compareKeys(JSON.stringify(a), JSON.stringify(b)) : difference;
}

function isBefore(a: Key, b: Key): boolean {
  return a < b;
}

function compareKeys(a: Key, b: Key): number {
  if (a === b) return 0;
  return isBefore(a, b) ? -1 : 1;
}
