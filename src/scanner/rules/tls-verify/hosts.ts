import { type Severity, severities } from "../../finding.ts";
import { isAllowed } from "../../hosts/allow-list.ts";
import { classifyHost } from "../../hosts/classify-host.ts";
import type { HostKind } from "../../hosts/host.ts";
import type { Place } from "../../patterns/place.ts";
import type { Settings } from "../../settings.ts";
import { severityOfHost } from "../../severities.ts";
import { HOLE } from "../../urls/literal.ts";
import { isDone } from "./context.ts";

const REACH = 400;
/** Authorities of addresses; a bucket of a store is no host. */
const authority =
  /\b(?!(?:s3[an]?|gs|oss|cos|r2|file):)[a-z][a-z\d+.-]*:(?:\/\/|sqlserver:\/\/)((?:\{\{[^{}\n]{0,80}\}\}|[^\s"'`\\/?#<>;,])+)/gi;
/** A host by itself: a string, the value of a key for one, or what a connection string names. */
const bare =
  /["'`]((?:localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0|[a-z\d-]+(?:\.[a-z\d-]+)+)(?::\d+)?)["'`]|\b(?:host(?:name|addr)?|server|data source|addr(?:ess)?|tcp)["']?\s*(?:=>|[:=(,])\s*["'`]?(\(?[\w.[\]-]+\)?)/gi;
const holes = /\$\{[^{}]*\}|#\{[^{}]*\}|\{\{[^{}]*\}\}|\{[^{}]*\}|%[sdv]|\$\(\w+\)|\$\w+/g;
/** Hosts that weigh here what they weigh anywhere; verification that is off counts in full for every other one. */
const weighed = new Set<HostKind>(["local", "wildcard", "cluster", "single-label", "private", "internal"]);

/** What a connection weighs by the hosts that are written in the text; an error if none is. */
export function weightOfHosts(text: string, settings: Settings): Severity | null {
  const weights = hostsIn(text).map((host) => weightOf(host, settings));
  if (weights.length === 0) return "error";
  return severities.find((severity) => weights.includes(severity)) ?? null;
}

function weightOf(text: string, settings: Settings): Severity | null {
  if (/^(?:\(localdb\)|\.)$/i.test(text)) return null;
  const host = classifyHost(text.replaceAll(holes, HOLE), "", "http");
  if (isAllowed(host, settings.allowHosts)) return null;
  return weighed.has(host.kind) ? severityOfHost(host.kind, settings.severities) : "error";
}

function hostsIn(text: string): string[] {
  const full = [...text.matchAll(authority)].map((match) => match[1] ?? "");
  if (full.length > 0) return full;
  const names = [...text.matchAll(bare)].map((match) => match[1] ?? match[2] ?? "");
  return names.filter((name) => /^(?:localhost|\(localdb\)|\[?::1\]?)(?::\d+)?$|\./i.test(name) && !isMember(name));
}

/** `config.host` is a value of the program, not a name. */
function isMember(name: string): boolean {
  return /^(?:this|self|process|config|opts|options?|settings|os|cfg|conf|env)\./i.test(name);
}

/** What a connection weighs by the hosts written in its statement: the brackets that are open around it, whole. */
export function weightHere(place: Place): Severity | null {
  return weightOfHosts(statementAround(place), place.settings);
}

/** What a connection weighs by the hosts written in its statement, if what matched is done there. */
export function weightIfDone(place: Place): Severity | false | null {
  return isDone(place) && weightHere(place);
}

/** The text of the outermost brackets that are open around a place, or of its line. */
export function statementAround({ source: { text }, start, end }: Place): string {
  const before = text.slice(Math.max(0, start - REACH), start);
  const from = startOf(before);
  const after = text.slice(end, end + REACH);
  return before.slice(from) + text.slice(start, end) + after.slice(0, endOf(after, openIn(before.slice(from))));
}

function startOf(before: string): number {
  let depth = 0;
  let from = before.length;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const sign = before.charAt(at);
    if (")]}".includes(sign)) depth += 1;
    else if ("([{".includes(sign)) {
      if (depth === 0 && sign === "{" && /(?:\)|=>|\b(?:else|try|do|class \w+))\s*$/.test(before.slice(0, at))) break;
      if (depth === 0) from = at;
      else depth -= 1;
    } else if (/[;\n]/.test(sign) && depth === 0 && /^\s*\n/.test(before.slice(at + 1))) break;
  }
  return before.lastIndexOf("\n", Math.max(0, from - 1)) + 1;
}

function openIn(text: string): number {
  let depth = 0;
  for (const sign of text) {
    if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
  }
  return Math.max(0, depth);
}

function endOf(after: string, open: number): number {
  let depth = open;
  for (let at = 0; at < after.length; at += 1) {
    const sign = after.charAt(at);
    if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    if (depth <= 0 && (sign === "\n" || sign === ";" || depth < 0)) return at;
  }
  return after.length;
}
