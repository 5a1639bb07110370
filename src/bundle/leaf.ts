/** A record of the log, read. */
export interface Leaf<Body = Record<string, unknown>> {
  seq: number;
  kind: string;
  occurred_at: string;
  recorded_at: string;
  body: Body;
}

/** Kinds that stand in exceptions/exceptions.jsonl. */
export const exceptionKinds = ["opened", "decided", "resolved", "overdue", "escalated"].map(
  (what) => `exception.${what}`,
);

/** Kinds that stand in log/leaves.jsonl: what the bundle builds on beside landings and exceptions. */
export const otherKinds = [
  ...[
    "key.rotated",
    "key.revoked",
    "log.rotated",
    "policy.snapshot",
    "protection.snapshot",
    "access.snapshot",
    "scope.snapshot",
  ],
  ...["ref.observed", "gap.opened", "gap.closed", "waiver.granted", "waiver.expired", "identity.bound"],
  ...["identity.erased", "export.created", "sample.drawn", "app.started", "evidence.read", "evidence.held"],
  ...["evidence.released", "evidence.expired", "change.amended", "period.closed"],
];

/** Reads a record. */
export function readLeaf<Body = Record<string, unknown>>(bytes: Uint8Array): { leaf: Leaf<Body>; line: string } {
  const line = new TextDecoder().decode(bytes);
  return { leaf: JSON.parse(line) as Leaf<Body>, line };
}
