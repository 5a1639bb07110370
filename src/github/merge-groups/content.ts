import { createHash } from "node:crypto";
import type { KnownGroup } from "../../pipeline/merge-groups.ts";
import { diffDigest, reviewedDigest } from "../../review/diff-digest.ts";
import { mergePatches } from "../../review/merge-patches.ts";
import { mixedPaths, moved, type TreeMerge } from "../../review/merge-trees.ts";
import { changeBetween, currentChange } from "../changes.ts";
import { type Comparison, compare } from "../comparison.ts";
import type { Reader } from "../reader.ts";
import { readTree } from "../update-merges.ts";

/** The most files whose two sides are merged here line by line. */
const mostMixed = 50;

/**
 * Whether a group adds its pull request to its base and nothing else: its tree is the merge of the two, recomputed file by file
 * and, in a file that both sides changed, line by line; else it is the same change, by its digest.
 */
export async function addsOnly(reader: Reader, group: KnownGroup): Promise<boolean> {
  const { github, repo } = reader;
  const added = await compare(github, repo, `${group.baseSha}...${group.headSha}`);
  // What the base has is part of the group only if the group descends from it.
  if (added.mergeBase !== group.baseSha) return false;
  return (await isMerge(reader, group)) || (await isSameChange(reader, group));
}

async function isMerge(reader: Reader, { baseSha, headSha }: KnownGroup): Promise<boolean> {
  const { github, repo } = reader;
  const { head } = await reader.pull();
  const ours = await compare(github, repo, `${baseSha}...${head.sha}`);
  const shas = [ours.mergeBase, baseSha, head.sha, headSha];
  const [ancestor, theirs, own, merged] = await Promise.all(shas.map((sha) => readTree(reader, sha)));
  if (!ancestor || !theirs || !own || !merged) return false;
  const sides = { ours, theirs: await compare(github, repo, `${ours.mergeBase}...${baseSha}`) };
  const trees = followRenames({ ancestor, theirs, ours: own, merged }, sides);
  const mixed = mixedPaths(trees);
  if (mixed === null || mixed.length > mostMixed) return false;
  const proofs = mixed.map((path) => isLineMerge(reader, path, trees, sides));
  return (await Promise.all(proofs)).every(Boolean);
}

interface Sides {
  ours: Comparison;
  theirs: Comparison;
}

/** A file that one side renamed has its new name on the other side, too: that is how git merges it. */
function followRenames({ ancestor, theirs, ours, merged }: TreeMerge, sides: Sides): TreeMerge {
  const [byOurs, byTheirs] = [renamesOf(sides.ours), renamesOf(sides.theirs)];
  return {
    ancestor: moved(moved(ancestor, byOurs), byTheirs),
    theirs: moved(theirs, byOurs),
    ours: moved(ours, byTheirs),
    merged,
  };
}

/** New names by the old ones. */
function renamesOf({ files }: Comparison): Map<string, string> {
  const renamed = files.filter((file) => file.status === "renamed" && file.previous_filename !== undefined);
  return new Map(renamed.map((file) => [file.previous_filename ?? "", file.filename]));
}

/** Whether a file that both sides changed is what putting their changes together yields, byte for byte. */
async function isLineMerge(reader: Reader, path: string, trees: TreeMerge, sides: Sides): Promise<boolean> {
  const entries = [trees.ancestor, trees.theirs, trees.ours, trees.merged].map((tree) => tree.get(path)?.split(" "));
  const [modes, blobs] = [entries.map((entry) => entry?.[0]), entries.map((entry) => entry?.[1])];
  const [old, , , merged] = blobs;
  const isFile = modes.every((mode) => mode === modes[0] && mode?.startsWith("100"));
  const [ours, theirs] = [patchOf(sides.ours, sides.theirs, path), patchOf(sides.theirs, sides.ours, path)];
  if (!isFile || old === undefined || ours === null || theirs === null) return false;
  const { text } = await reader.text(old);
  const result = mergePatches(text, theirs, ours);
  return result !== null && blobId(result) === merged;
}

/** What a side did to a file, which the other side may have renamed. */
function patchOf({ files }: Comparison, other: Comparison, path: string): string | null {
  const names = [path, ...[...renamesOf(other)].flatMap(([before, after]) => (after === path ? [before] : []))];
  const changed = files.filter((file) => file.status === "modified" || file.status === "renamed");
  return changed.find((file) => names.includes(file.filename))?.patch ?? null;
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
function blobId(text: string): string {
  return createHash("sha1")
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest("hex");
}

/** For trees that are too large to be told, and what git merges by more than names and lines. */
async function isSameChange(reader: Reader, { baseSha, headSha }: KnownGroup): Promise<boolean> {
  const [proposed, added] = await Promise.all([currentChange(reader), changeBetween(reader, baseSha, headSha)]);
  const digest = diffDigest(proposed);
  return digest !== null && reviewedDigest(added, proposed) === digest;
}
