import type { Facts, Readable } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";

type Key = string | number;

/** The same facts with every array in one order, so that not even a reason depends on the order they came in. */
export function orderFacts(facts: Facts): Facts {
  return {
    ...facts,
    pullRequest: { ...facts.pullRequest, labels: sorted(facts.pullRequest.labels, (label) => [label]) },
    commits: map(
      sorted(facts.commits, ({ sha }) => [sha]),
      (commits) =>
        commits.map((commit) => ({ ...commit, coAuthors: sorted(commit.coAuthors, ({ email }) => [email]) })),
    ),
    pushers: map(facts.pushers, (pushers) => ({ ...pushers, actors: sorted(pushers.actors, byId) })),
    reviews: sorted(facts.reviews, byId),
    files: sorted(facts.files, ({ path }) => [path]),
    checks: sorted(facts.checks, ({ name }) => [name]),
    roles: map(facts.roles, (roles) =>
      Object.fromEntries(Object.entries(roles).map(([name, members]) => [name, sorted(members, byId)])),
    ),
    ...orderScans(facts),
    branchRules: map(facts.branchRules, (rules) => ({
      ...rules,
      requiredChecks: sorted(rules.requiredChecks, ({ name }) => [name]),
      bypassActors: sorted(rules.bypassActors, ({ type, id }) => [type, typeof id === "number" ? id : -1]),
    })),
    exceptions: sorted(facts.exceptions, ({ kind }) => [kind]),
  };
}

function orderScans({ codeScanning, dependencyChanges, secretScanning }: Facts) {
  return {
    codeScanning: map(codeScanning, ({ analyses, alerts }) => ({
      analyses: sorted(analyses, ({ tool }) => [tool]),
      alerts: sorted(alerts, byNumber),
    })),
    dependencyChanges: map(
      sorted(dependencyChanges, ({ name }) => [name]),
      (changes) =>
        changes.map((change) => ({ ...change, vulnerabilities: sorted(change.vulnerabilities, ({ ghsa }) => [ghsa]) })),
    ),
    secretScanning: map(secretScanning, ({ alerts }) => ({ alerts: sorted(alerts, byNumber) })),
  };
}

const byId = ({ id }: { id: number }): Key[] => [id];
const byNumber = ({ number }: { number: number }): Key[] => [number];

function map<T, R>(fact: Readable<T>, change: (value: T) => R): Readable<R> {
  return isUnavailable(fact) ? fact : change(fact as T);
}

/** By keys; what they leave open is decided by the whole item. */
function sorted<T>(fact: Readable<T[]>, keysOf: (item: T) => Key[]): Readable<T[]> {
  return map(fact, (items) => (items.length < 2 ? items : items.toSorted((a, b) => compareItems(a, b, keysOf))));
}

function compareItems<T>(a: T, b: T, keysOf: (item: T) => Key[]): number {
  const others = keysOf(b);
  for (const [index, key] of keysOf(a).entries()) {
    const difference = compareKeys(key, others[index] ?? "");
    if (difference !== 0) return difference;
  }
  return compareKeys(JSON.stringify(a), JSON.stringify(b));
}

function compareKeys(a: Key, b: Key): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
