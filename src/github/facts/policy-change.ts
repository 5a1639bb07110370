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
  const [path, ...others] = await touchedPolicies(source);
  if (path === undefined) return null;
  // The fact is about one file: of two changes one would go unseen.
  if (others.length > 0) return { unavailable: `both ${path} and ${others.join(", ")} are changed at once` };
  const [before, after] = await Promise.all([
    readable(async () => readAt(source, path, (await source.baseTip()).sha), source.onFailure),
    readable(() => readProposed(source, path, pull.head.sha), source.onFailure),
  ]);
  return { path, before, after };
}

/** The policy files among the listed files, by their old or new names. */
export async function touchedPolicies(source: Reader): Promise<string[]> {
  const files = await source.files();
  const touched = new Set(files.flatMap((file) => [file.filename, file.previous_filename ?? file.filename]));
  const isFloorKept = (floorRepositories as readonly string[]).includes(source.ref.name.toLowerCase());
  return [policyPath, ...(isFloorKept ? [floorPath] : [])].filter((name) => touched.has(name));
}

/** The file as the pull request leaves it. What a link leads to could be changed later without anybody noticing. */
async function readProposed(source: Source, path: string, head: string): Promise<PolicyChange["after"]> {
  const entry = (await source.entries(head, [path])).get(path);
  if (entry === undefined) return null;
  if (!entry.mode.startsWith("100")) return { unavailable: `${path} is no file any more, but a link or a submodule` };
  return readAt(source, path, head);
}

async function readAt(source: Source, path: string, commit: string): Promise<string | null> {
  return (await readContent(source, path, commit))?.text ?? null;
}
