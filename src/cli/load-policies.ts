import { readFile } from "node:fs/promises";
import type { AnyControl } from "../domain/control.ts";
import type { Problem } from "../domain/policy.ts";
import { type ParsedPolicy, parsePolicy } from "../policy/parse.ts";
import { type ResolvedPolicy, resolvePolicy } from "../policy/resolve.ts";
import { whyUnreadable } from "./why-unreadable.ts";

/** A repository's policy file with the floor it stands under, and what the two come to. */
export interface LoadedPolicy {
  repository: ParsedPolicy;
  organization: ParsedPolicy | undefined;
  resolved: ResolvedPolicy;
}

/** Where the policy files are. */
export interface PolicyPaths {
  file: string;
  orgPolicy?: string | undefined;
}

/** Reads and resolves policy files. All problems of both files at once; an unreadable file is a problem, too. */
export async function loadPolicies(
  { file, orgPolicy }: PolicyPaths,
  controls: readonly AnyControl[],
): Promise<LoadedPolicy | { problems: Problem[] }> {
  const repository = await readPolicy(file, controls);
  const organization = orgPolicy === undefined ? undefined : await readPolicy(orgPolicy, controls);
  const problems = [repository, organization].flatMap((one) =>
    one !== undefined && "problems" in one ? one.problems : [],
  );
  if ("problems" in repository || (organization !== undefined && "problems" in organization)) return { problems };
  const resolved = resolvePolicy({ repository, organization, controls });
  return "problems" in resolved ? resolved : { repository, organization, resolved };
}

/** Reads one policy file; that it cannot be read is a problem, too. */
export async function readPolicy(
  file: string,
  controls: readonly AnyControl[],
): Promise<ParsedPolicy | { problems: Problem[] }> {
  try {
    return parsePolicy(await readFile(file, "utf8"), { file, controls });
  } catch (error) {
    return { problems: [{ file, position: { line: 1, column: 1 }, path: "", message: whyUnreadable(error) }] };
  }
}
