import type { LandedBody } from "../evidence/bodies.ts";
import { sha256 } from "../evidence/canonical.ts";
import type { Standing } from "./continuity.ts";

/** A landing as it stands in the log. */
export interface LandedLeaf {
  seq: number;
  recorded_at: string;
  body: LandedBody;
}

/** Who attests, and where what landed can be found. */
export interface AttestationContext {
  /** `<host>/gh-<account id>/log1`. */
  origin: string;
  /** `https://github.com`, without a slash at the end. */
  serverUrl: string;
  /** Of mergewarden. */
  version: string;
}

/** What is signed: an in-toto statement (v1). */
export interface Statement {
  _type: "https://in-toto.io/Statement/v1";
  subject: Record<string, unknown>[];
  predicateType: string;
  predicate: Record<string, unknown>;
}

const statementType = "https://in-toto.io/Statement/v1";

/** The whole record of a landing, bound to the commit that landed and to the leaf's own bytes. */
export function changeEvidence(bytes: Uint8Array, context: AttestationContext): Statement {
  const record = JSON.parse(new TextDecoder().decode(bytes)) as LandedLeaf;
  const recordSubject = { name: "record.json", digest: { sha256: hexOf(bytes) } };
  return {
    _type: statementType,
    subject: [...revisionOf(record.body, context), recordSubject],
    predicateType: `https://${hostOf(context)}/attestations/change-evidence/v1`,
    predicate: { log: { origin: context.origin, index: record.seq }, record },
  };
}

/** The verification summary (SLSA 1.2, source track) of the revision that landed; null: the branch was deleted, there is none. */
export function sourceSummary(
  { seq, recorded_at, body }: LandedLeaf,
  { passed, levels }: Standing,
  evidence: Uint8Array,
  context: AttestationContext,
): Statement | null {
  const subject = revisionOf(body, context);
  if (subject.length === 0) return null;
  const host = hostOf(context);
  const month = body.landing.landed_at.slice(0, 7);
  const input = { uri: `attestations/${month}.intoto.jsonl#${seq}`, digest: { sha256: hexOf(evidence) } };
  return {
    _type: statementType,
    subject,
    predicateType: "https://slsa.dev/verification_summary/v1",
    predicate: {
      verifier: { id: `https://${host}/verifier/v1`, version: { mergewarden: context.version } },
      timeVerified: `${recorded_at.slice(0, "2026-03-04T10:25:31".length)}Z`,
      resourceUri: resourceOf(body, context),
      policy: policyOf(body, context),
      inputAttestations: [input],
      verificationResult: passed ? "PASSED" : "FAILED",
      verifiedLevels: levels,
      slsaVersion: "1.2",
    },
  };
}

function revisionOf({ repo, ref, landing }: LandedBody, { serverUrl }: AttestationContext): Record<string, unknown>[] {
  if (landing.kind === "ref_delete") return [];
  const { tip } = landing;
  return [
    {
      uri: `${serverUrl}/${repo.name}/commit/${tip}`,
      digest: { gitCommit: tip },
      // The specification says `sourceRefs`; source-tool reads `source_refs`.
      annotations: { sourceRefs: [ref], source_refs: [ref] },
    },
  ];
}

function resourceOf({ repo }: LandedBody, { serverUrl }: AttestationContext): string {
  return `git+${serverUrl}/${repo.name}`;
}

/** By the base side, where the policy was read; without a decision there was none to name a digest of. */
function policyOf(body: LandedBody, context: AttestationContext) {
  const { digest } = body.policy;
  const at = body.content.base === null ? "" : `@${body.content.base}`;
  const uri = `${resourceOf(body, context)}${at}#.github/mergewarden.yml`;
  return digest === null ? { uri } : { uri, digest: { sha256: digest.slice("sha256:".length) } };
}

function hostOf({ origin }: AttestationContext): string {
  return origin.split("/")[0] ?? origin;
}

function hexOf(bytes: Uint8Array): string {
  return sha256(bytes).slice("sha256:".length);
}
