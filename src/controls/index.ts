import type { AnyControl } from "../domain/control.ts";
import { codeScan } from "./code-scan.ts";
import { dependencyScan } from "./dependency-scan.ts";
import { gateRequired } from "./gate-required.ts";
import { guardedPaths } from "./guarded-paths.ts";
import { integrationTests } from "./integration-tests.ts";
import { linkedIssue } from "./linked-issue.ts";
import { lint } from "./lint.ts";
import { plainHttp } from "./plain-http.ts";
import { policy } from "./policy.ts";
import { policyChange } from "./policy-change.ts";
import { secretScan } from "./secret-scan.ts";
import { seniorReview } from "./senior-review.ts";
import { signedCommits } from "./signed-commits.ts";
import { twoFactor } from "./two-factor.ts";
import { unitTests } from "./unit-tests.ts";
import { upToDate } from "./up-to-date.ts";

/** Every control of the product, in the order in which verdicts, pages and documents list them. */
export const controls: readonly AnyControl[] = [
  seniorReview,
  unitTests,
  integrationTests,
  lint,
  codeScan,
  dependencyScan,
  secretScan,
  plainHttp,
  linkedIssue,
  signedCommits,
  guardedPaths,
  upToDate,
  gateRequired,
  twoFactor,
  policy,
  policyChange,
];
