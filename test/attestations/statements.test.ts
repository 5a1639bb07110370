import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { changeEvidence, type LandedLeaf, sourceSummary } from "../../src/attestations/statements.ts";
import { canonicalBytes, sha256 } from "../../src/evidence/canonical.ts";
import { landedBody, pushedBody } from "../support/landed-body.ts";

const context = { origin: "gate.example.com/gh-9919/log1", serverUrl: "https://github.com", version: "1.4.0" };
const passed = { passed: true, levels: ["SLSA_SOURCE_LEVEL_4"] };

function leafOf(body = landedBody()): { leaf: LandedLeaf; bytes: Uint8Array } {
  const times = { occurred_at: "2026-03-04T10:15:22.000Z", recorded_at: "2026-03-04T10:25:31.402Z" };
  const leaf = { v: 1, kind: "change.landed", seq: 20851, tenant: "gh:9919", ...times, body };
  return { leaf, bytes: canonicalBytes(leaf) };
}

/** The keys of every object, so that forms can be compared without their values. */
function formOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(formOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, formOf(member)]));
}

const example = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/evidence/${name}`, import.meta.url), "utf8"));

test("change evidence binds the commit and the leaf's bytes, and holds the record", () => {
  const { leaf, bytes } = leafOf();
  const statement = changeEvidence(bytes, context);
  expect(statement.subject).toEqual([
    {
      uri: `https://github.com/acme/api/commit/${leaf.body.landing.tip}`,
      digest: { gitCommit: leaf.body.landing.tip },
      annotations: { sourceRefs: ["refs/heads/main"], source_refs: ["refs/heads/main"] },
    },
    { name: "record.json", digest: { sha256: sha256(bytes).slice(7) } },
  ]);
  expect(statement.predicateType).toBe("https://gate.example.com/attestations/change-evidence/v1");
  expect(canonicalBytes(statement.predicate.record)).toEqual(bytes);
  expect(Object.keys(statement)).toEqual(Object.keys(example("statement.json")));
});

test("the summary has the fields of the example, no more and no less", () => {
  const { leaf, bytes } = leafOf();
  const evidence = canonicalBytes(changeEvidence(bytes, context));
  const summary = sourceSummary(leaf, passed, evidence, context);
  const model = example("vsa.json");
  model.predicate.verifier.version = { mergewarden: "1.4.0" };
  expect(formOf(summary)).toEqual(formOf(model));
  expect(summary?.predicate).toMatchObject({
    timeVerified: "2026-03-04T10:25:31Z",
    resourceUri: "git+https://github.com/acme/api",
    inputAttestations: [
      { uri: "attestations/2026-03.intoto.jsonl#20851", digest: { sha256: sha256(evidence).slice(7) } },
    ],
    verificationResult: "PASSED",
    verifiedLevels: ["SLSA_SOURCE_LEVEL_4"],
  });
});

test("a push that nothing was decided on fails, with no digest of a policy", () => {
  const { leaf, bytes } = leafOf(pushedBody());
  const summary = sourceSummary(leaf, { passed: false, levels: ["FAILED"] }, bytes, context);
  expect(summary?.predicate).toMatchObject({ verificationResult: "FAILED", verifiedLevels: ["FAILED"] });
  expect(summary?.predicate.policy).not.toHaveProperty("digest");
});

test("a deleted branch has no revision to sum up, and its evidence binds the record alone", () => {
  const { landing } = landedBody();
  const { leaf, bytes } = leafOf(pushedBody({ landing: { ...landing, kind: "ref_delete" } }));
  expect(sourceSummary(leaf, passed, bytes, context)).toBeNull();
  expect(changeEvidence(bytes, context).subject).toEqual([expect.objectContaining({ name: "record.json" })]);
});
