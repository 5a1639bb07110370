import { appendFile, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createObjectReader, type GitObject } from "./object-reader.ts";
import { type Commit, parseCommit, parseTree, type TreeEntry } from "./parse-object.ts";
import { runGit } from "./run.ts";

/** A bare repository: refs held in memory, objects read through one process, results cached by SHA. */
export type GitStore = {
  directory: string;
  /** Full ref name → SHA. Changed through `updateRefs` or a push only. */
  refs: Map<string, string>;
  object: (revision: string) => Promise<GitObject | null>;
  commit: (sha: string) => Promise<Commit | null>;
  tree: (sha: string) => Promise<TreeEntry[] | null>;
  /** Results that depend on SHAs only: computes once per key. */
  cached: <T>(key: string, compute: () => Promise<T>) => Promise<T>;
  /** Creates, moves or (null) deletes refs. */
  updateRefs: (changes: { ref: string; sha: string | null }[]) => Promise<void>;
  /** Reads the refs again after git itself changed them. */
  reloadRefs: () => Promise<void>;
  /** Runs tasks that write refs one after the other. */
  exclusive: <T>(task: () => Promise<T>) => Promise<T>;
  close: () => void;
};

// The lab decides; the hook only says it to the client, inside git's own transaction.
const preReceive = `#!/bin/sh
while read -r old new ref; do
  case " $LAB_NO_FORCE " in *" $ref "*)
    if [ "$old" != 0000000000000000000000000000000000000000 ] && [ "$new" != 0000000000000000000000000000000000000000 ] &&
      ! git merge-base --is-ancestor "$old" "$new"; then
      printf 'error: GH006: Protected branch update failed for %s.\\nerror: Cannot force-push to this branch\\n' "$ref" >&2
      exit 1
    fi ;;
  esac
done
[ -z "$LAB_PUSH_REFUSAL" ] || { printf '%s\\n' "$LAB_PUSH_REFUSAL" >&2; exit 1; }
`;

/** Creates a bare repository. A fork shares the objects of its parent, as on GitHub. */
export async function createGitStore(directory: string, defaultBranch: string, parent?: GitStore): Promise<GitStore> {
  await mkdir(directory, { recursive: true });
  await runGit(["init", "--quiet", "--bare", "--template=", `--initial-branch=${defaultBranch}`], { cwd: directory });
  await configure(directory);
  await mkdir(join(directory, "hooks"), { recursive: true });
  await writeFile(join(directory, "hooks", "pre-receive"), preReceive, { mode: 0o755 });
  if (parent) await shareObjects(directory, parent);
  return openGitStore(directory);
}

async function configure(directory: string): Promise<void> {
  const settings = [
    ["gc.auto", "0"],
    ["receive.autogc", "false"],
    ["receive.hideRefs", "refs/pull"],
    ["uploadpack.allowAnySHA1InWant", "true"],
    ["http.receivepack", "true"],
    ["core.quotePath", "false"],
  ];
  const lines = settings.map(([key = "", value]) => {
    const [section, name] = key.split(".");
    return `[${section}]\n\t${name} = ${value}\n`;
  });
  await appendFile(join(directory, "config"), lines.join(""));
}

async function shareObjects(directory: string, parent: GitStore): Promise<void> {
  await rm(join(directory, "objects"), { recursive: true });
  await symlink(join(parent.directory, "objects"), join(directory, "objects"));
}

async function readRefs(directory: string): Promise<Map<string, string>> {
  const text = await runGit(["for-each-ref", "--format=%(objectname) %(refname)"], { cwd: directory });
  const refs = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (line) refs.set(line.slice(41), line.slice(0, 40));
  }
  return refs;
}

function computeOnce<T>(cache: Map<string, Promise<unknown>>, key: string, compute: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known !== undefined) return known as Promise<T>;
  const computed = compute();
  cache.set(key, computed);
  computed.catch(() => cache.delete(key));
  return computed;
}

/** Runs tasks one after the other, whatever becomes of each. */
function createQueue(): GitStore["exclusive"] {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
}

async function openGitStore(directory: string): Promise<GitStore> {
  const reader = createObjectReader(directory);
  const refs = await readRefs(directory);
  const cache = new Map<string, Promise<unknown>>();

  async function reloadRefs(): Promise<void> {
    const fresh = await readRefs(directory);
    refs.clear();
    for (const [ref, sha] of fresh) refs.set(ref, sha);
  }

  async function typed<T>(sha: string, type: GitObject["type"], parse: (object: GitObject) => T): Promise<T | null> {
    const known = cache.get(`${type} ${sha}`);
    if (known !== undefined) return known as Promise<T>;
    const object = await reader.read(sha);
    if (object?.type !== type) return null;
    const parsed = parse(object);
    cache.set(`${type} ${sha}`, Promise.resolve(parsed));
    return parsed;
  }

  return {
    directory,
    refs,
    object: reader.read,
    commit: (sha) => typed(sha, "commit", parseCommit),
    tree: (sha) => typed(sha, "tree", parseTree),
    cached: (key, compute) => computeOnce(cache, key, compute),
    reloadRefs,
    updateRefs: async (changes) => {
      const input = changes.map(({ ref, sha }) => (sha ? `update ${ref} ${sha}\n` : `delete ${ref}\n`)).join("");
      await runGit(["update-ref", "--stdin"], { cwd: directory, input });
      for (const { ref, sha } of changes) {
        if (sha) refs.set(ref, sha);
        else refs.delete(ref);
      }
    },
    exclusive: createQueue(),
    close: reader.close,
  };
}
