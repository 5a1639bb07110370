import type { PolicyChange } from "../../domain/facts.ts";
import { readContent } from "../contents.ts";
import { floorPath, floorRepositories, policyPath } from "../policy-files.ts";
import { readable } from "../readable.ts";
import type { Reader, Source } from "../reader.ts";
import type { Gatherer } from "./gatherer.ts";

/** What this pull request does to the policy of its repository, or to the floor if it is kept there; null: nothing. */
export const policyChange: Gatherer<"policyChange"> = {
  changedBy: ["pull_request"],
  permissions: { pull_requests: "read", contents: "read" },
  read(source) {
    return readable(() => readChange(source), source.onFailure);
  },
};

async function readChange(source: Source): Promise<PolicyChange | null | { unavailable: string }> {
  const pull = await source.pull();
  const files = await source.files();
  if (files.length < pull.changed_files) {
    return { unavailable: `only ${files.length} of ${pull.changed_files} changed files are listed` };
  }
  const path = await touchedPolicy(source);
  if (path === null) return null;
  const [before, after] = await Promise.all([
    readable(async () => readAt(source, path, (await source.baseTip()).sha), source.onFailure),
    readable(() => readAt(source, path, pull.head.sha), source.onFailure),
  ]);
  return { path, before, after };
}

/** The policy file among the listed files, by its old or new name; null: it is not there. */
export async function touchedPolicy(source: Reader): Promise<string | null> {
  const files = await source.files();
  const touched = new Set(files.flatMap((file) => [file.filename, file.previous_filename ?? file.filename]));
  const isFloorKept = (floorRepositories as readonly string[]).includes(source.ref.name);
  return [policyPath, ...(isFloorKept ? [floorPath] : [])].find((name) => touched.has(name)) ?? null;
}

async function readAt({ github, repo }: Source, path: string, commit: string): Promise<string | null> {
  return (await readContent(github, repo, path, commit))?.text ?? null;
}
