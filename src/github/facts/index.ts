import type { FactName } from "../../domain/facts.ts";
import { branchRules } from "./branch-rules.ts";
import { checks } from "./checks.ts";
import { codeScanning } from "./code-scanning.ts";
import { commits } from "./commits.ts";
import { dependencyChanges } from "./dependency-changes.ts";
import { exceptions } from "./exceptions.ts";
import { files } from "./files.ts";
import type { Gatherer } from "./gatherer.ts";
import { organization } from "./organization.ts";
import { policyChange } from "./policy-change.ts";
import { pullRequest } from "./pull-request.ts";
import { pushers } from "./pushers.ts";
import { repository } from "./repository.ts";
import { reviews } from "./reviews.ts";
import { roles } from "./roles.ts";
import { secretScanning } from "./secret-scanning.ts";

/** How each fact is read. A new fact without a gatherer does not compile. */
export const gatherers = {
  repository,
  pullRequest,
  commits,
  pushers,
  reviews,
  files,
  checks,
  roles,
  codeScanning,
  dependencyChanges,
  secretScanning,
  branchRules,
  organization,
  policyChange,
  exceptions,
} satisfies { [F in FactName]: Gatherer<F> };
