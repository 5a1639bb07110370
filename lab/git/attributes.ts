import { join } from "node:path";
import { runGit } from "./run.ts";

/**
 * The environment in which git diffs by the attributes of a commit or tree: `-diff` and `binary` leave a file without hunks.
 * A bare repository has none of its own, so the tree is read into an index, over a work tree without files. Undefined: there
 * is no `.gitattributes` at the root. https://git-scm.com/docs/gitattributes
 */
export async function attributeEnvironment(
  directory: string,
  tree: string,
): Promise<Record<string, string> | undefined> {
  const listed = await runGit(["ls-tree", "--name-only", tree, ".gitattributes"], { cwd: directory });
  if (listed === "") return undefined;
  const index = join(directory, `attributes-${tree}`);
  const env = { GIT_DIR: directory, GIT_WORK_TREE: join(directory, "refs"), GIT_INDEX_FILE: index };
  await runGit(["read-tree", tree], { cwd: directory, env });
  return env;
}
