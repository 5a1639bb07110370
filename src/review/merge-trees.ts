/** A git tree: `MODE BLOB` of every file by its path. */
export type Tree = ReadonlyMap<string, string>;

/** A merge as four trees: what both sides started from, the two sides, and what the merge is said to be. */
export interface TreeMerge {
  ancestor: Tree;
  theirs: Tree;
  ours: Tree;
  merged: Tree;
}

/**
 * The paths that both sides made something different of, so that whole files do not tell whether the merge is clean; null:
 * another path is not what one side made of it.
 */
export function mixedPaths({ ancestor, theirs, ours, merged }: TreeMerge): string[] | null {
  const mixed: string[] = [];
  for (const path of new Set([...ancestor.keys(), ...theirs.keys(), ...ours.keys(), ...merged.keys()])) {
    const [old, a, b] = [ancestor.get(path), theirs.get(path), ours.get(path)];
    if (a !== b && a !== old && b !== old) mixed.push(path);
    else if (merged.get(path) !== (a === old ? b : a)) return null;
  }
  return mixed;
}

/** The tree with files under their new names, where these are free. */
export function moved(tree: Tree, renames: ReadonlyMap<string, string>): Tree {
  const result = new Map(tree);
  for (const [from, to] of renames) {
    const entry = result.get(from);
    if (entry === undefined || result.has(to)) continue;
    result.delete(from);
    result.set(to, entry);
  }
  return result;
}
