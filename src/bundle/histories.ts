import { canonicalBytes, sha256 } from "../evidence/canonical.ts";
import { csvRow } from "./csv.ts";
import type { Leaf } from "./leaf.ts";
import type { Period } from "./period.ts";

const interval = "valid_from_utc,valid_to_utc";
export const protectionColumns = `repo,ref,${interval},required_approvals,dismiss_stale,codeowners,last_push,required_checks,force_push_blocked,deletion_blocked,bypass_actors,changed_by,source,digest,drift,check_required,check_pinned,pull_request_required,seq`;
export const policyColumns = `repo,scope,${interval},source,loads,digest,blob_sha,previous_digest,tightened,loosened,changed,seq`;
export const accessColumns = `${interval},two_factor_required,drift,weaker,seq`;
export const gapColumns = "installation,why,from_utc,to_utc,opened_seq,closed_seq";
export const scopeColumns =
  "repo_id,repo,in_scope,refs,reason,archived,private,installation,seen_from_utc,seen_to_utc,first_seq,last_seq";

interface Snapshot {
  leaf: Leaf<{ repo?: { id: number; name: string }; ref?: string; scope?: string }>;
  until: string;
}

/** How something stood over time: each snapshot holds until the next one of its subject. */
export class History {
  readonly #snapshots: Snapshot[] = [];
  readonly #last = new Map<string, Snapshot>();

  add(leaf: Leaf): void {
    const snapshot = { leaf, until: "" } as Snapshot;
    const { repo, ref, scope } = snapshot.leaf.body;
    const subject = `${repo?.id}/${ref}/${scope}`;
    const before = this.#last.get(subject);
    if (before !== undefined) before.until = leaf.occurred_at;
    this.#last.set(subject, snapshot);
    this.#snapshots.push(snapshot);
  }

  /** Those that held at some time in the period. */
  within({ from_utc: from, to_utc: to }: Period): { leaf: Leaf<never>; until: string }[] {
    const held = this.#snapshots.filter(({ leaf, until }) => leaf.occurred_at < to && (until === "" || until > from));
    return held as { leaf: Leaf<never>; until: string }[];
  }
}

/** A line of protection_history.csv. What the app does not read of a branch's rules is an empty cell. */
export function protectionLine(leaf: Leaf<Protection>, until: string): string {
  const { repo, ref, gate, drift } = leaf.body;
  const digest = sha256(canonicalBytes(gate));
  const bypass = gate.bypass === "unavailable" ? "unavailable" : gate.bypass.join(";");
  const rules = ["", "", "", "", gate.required ? gate.check : "", "", "", bypass, "", "rules", digest, drift];
  const about = [repo.name, ref, leaf.occurred_at, until];
  return csvRow([...about, ...rules, gate.required, gate.pinned, gate.pull_request, leaf.seq]);
}

interface Protection {
  repo: { name: string };
  ref: string;
  drift: boolean;
  gate: { check: string; required: boolean; pinned: boolean; pull_request: boolean; bypass: string[] | "unavailable" };
}

/** A line of policy_history.csv. */
export function policyLine(leaf: Leaf<Policy>, until: string): string {
  const { repo, scope, source, loads, digest, blob, before, effects } = leaf.body;
  const what = [source, loads, digest, blob, before, effects.tightened, effects.loosened, effects.changed];
  return csvRow([repo.name, scope, leaf.occurred_at, until, ...what, leaf.seq]);
}

interface Policy {
  repo: { name: string };
  scope: string;
  source: string;
  loads: boolean;
  digest: string | null;
  blob: string | null;
  before: string | null;
  effects: { tightened: number; loosened: number; changed: number };
}

/** A line of access_history.csv. */
export function accessLine(leaf: Leaf<Access>, until: string): string {
  const { two_factor_required: twoFactor, drift, weaker } = leaf.body;
  return csvRow([leaf.occurred_at, until, twoFactor, drift, weaker.join(";"), leaf.seq]);
}

interface Access {
  two_factor_required: boolean;
  drift: boolean;
  weaker: string[];
}
