import type { Scene } from "../scene.ts";
import { clean } from "./clean.ts";
import { cleanRebase } from "./clean-rebase.ts";
import { dependabot } from "./dependabot.ts";
import { failingTest } from "./failing-test.ts";
import { missingTests } from "./missing-tests.ts";
import { notSenior } from "./not-senior.ts";
import { plainHttp } from "./plain-http.ts";
import { policyTypo } from "./policy-typo.ts";
import { pushedAfterApproval } from "./pushed-after-approval.ts";

/** The pull requests of the demo, in the order in which they are opened: later ones build on merges of earlier ones. */
export const scenes: readonly Scene[] = [
  clean,
  plainHttp,
  notSenior,
  pushedAfterApproval,
  cleanRebase,
  failingTest,
  missingTests,
  dependabot,
  policyTypo,
];
