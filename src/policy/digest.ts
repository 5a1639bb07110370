import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { EffectivePolicy } from "../domain/policy.ts";

/** SHA-256 of the policy's RFC 8785 form, as `sha256:…`. */
export function policyDigest(policy: EffectivePolicy): string {
  return `sha256:${createHash("sha256")
    .update(canonicalize(policy) ?? "")
    .digest("hex")}`;
}
