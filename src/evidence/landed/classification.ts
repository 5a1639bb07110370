import { RE2JS } from "re2js";
import type { Facts } from "../../domain/facts.ts";
import type { ControlSettings } from "../../domain/policy.ts";
import { isUnavailable, readOr } from "../../domain/readable.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { dependencyUpdate } from "../../policy/conditions/dependency-update.ts";
import type { LandedBody } from "../bodies.ts";
import { type CommittedMark, committed } from "../personal.ts";
import type { LandedChange } from "./change.ts";
import type { DecidedOn } from "./decision.ts";

type Classification = LandedBody["classification"];

/** What kind of change it is, by what the gate knew of it. */
export function classify(change: LandedChange, on: DecidedOn | null, isEmergency: boolean): Classification {
  const type = typeOf(change, on?.facts ?? null, isEmergency);
  const isGuarded = on?.verdict?.controls.some(isTouched) ?? false;
  const risk = type === "emergency" || isGuarded ? "high" : type === "dependency" ? "low" : "med";
  return { type, risk, set_by: "policy" };
}

/** Controls that speak only of what is sensitive. */
function isTouched({ id, outcome }: Verdict["controls"][number]): boolean {
  return (id === "guarded-paths" || id === "policy-change") && outcome !== "not-applicable";
}

function typeOf({ pull, commits }: LandedChange, facts: Facts | null, isEmergency: boolean): Classification["type"] {
  if (isEmergency) return "emergency";
  const texts = [...(pull === null ? [] : [pull.title]), ...(commits.length === 1 ? commits.map(messageOf) : [])];
  if (texts.some((text) => text.startsWith('Revert "'))) return "revert";
  const isUpdate = facts !== null && dependencyUpdate(["major", "minor", "patch"], facts) === "yes";
  return isUpdate ? "dependency" : "normal";
}

function messageOf({ message }: { message: string }): string {
  return message;
}

/** As many issues as a record names, and as long a key, in characters. */
const mostTickets = 20;
const longestKey = 100;

/** The issues that the pull request names, by the pattern of the policy. Nobody has looked whether they exist. */
export function ticketsOf(
  facts: Facts | null,
  settings: Readonly<Record<string, ControlSettings>> | null,
): { system: string; key: CommittedMark; verified: boolean }[] {
  const pattern = settings?.["linked-issue"]?.pattern;
  if (facts === null || typeof pattern !== "string") return [];
  const { title, body, head, author } = facts.pullRequest;
  const texts = [readOr(title, ""), readOr(body, null) ?? "", head.ref];
  const compiled = RE2JS.compile(pattern);
  const keys = new Set<string>();
  for (const text of texts) for (const key of keysIn(text, compiled)) if (keys.size < mostTickets) keys.add(key);
  return [...keys].map((key) => ({ system: "reference", key: committed(key, readOr(author, null)), verified: false }));
}

function keysIn(text: string, pattern: RE2JS): string[] {
  const matcher = pattern.matcher(text);
  const found: string[] = [];
  while (found.length < mostTickets && matcher.find()) {
    const key = matcher.group() ?? "";
    if (key !== "" && key.length <= longestKey) found.push(key);
  }
  return found;
}

/** Facts that a landing's record tells and that could not be read, and why. */
export function unreadFacts(facts: Facts): { field: string; reason: string }[] {
  return (["reviews", "checks", "commits", "pushers", "roles", "files"] as const).flatMap((name) => {
    const fact = facts[name];
    return isUnavailable(fact) ? [{ field: `facts.${name}`, reason: fact.unavailable }] : [];
  });
}
