import type { GitObject } from "./object-reader.ts";

/** Who and when, as a commit says. */
export type Signature = { name: string; email: string; date: string };

/** A commit. */
export type Commit = {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
  signature: string | null;
};

/** An entry of a tree. */
export type TreeEntry = { mode: string; name: string; sha: string; type: "blob" | "tree" | "commit" };

function parseSignature(text: string): Signature {
  const match = /^(.*?) ?<([^>]*)> (-?\d+)/.exec(text);
  const seconds = Number(match?.[3] ?? 0);
  return {
    name: match?.[1] ?? "",
    email: match?.[2] ?? "",
    date: new Date(seconds * 1000).toISOString().replace(".000Z", "Z"),
  };
}

/** Reads a commit object. */
export function parseCommit(object: GitObject): Commit {
  const text = object.content.toString();
  const split = text.indexOf("\n\n");
  const headers = text.slice(0, split).replaceAll("\n ", "\u0000").split("\n");
  const field = (name: string) =>
    headers.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1));
  const signature = field("gpgsig")[0];
  return {
    sha: object.sha,
    tree: field("tree")[0] ?? "",
    parents: field("parent"),
    author: parseSignature(field("author")[0] ?? ""),
    committer: parseSignature(field("committer")[0] ?? ""),
    message: text.slice(split + 2).replace(/\n$/, ""),
    signature: signature?.replaceAll("\u0000", "\n") ?? null,
  };
}

/** Reads a tree object. */
export function parseTree(object: GitObject): TreeEntry[] {
  const entries: TreeEntry[] = [];
  const { content } = object;
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(32, at);
    const zero = content.indexOf(0, space);
    const mode = content.toString("latin1", at, space).padStart(6, "0");
    const type = mode === "040000" ? "tree" : mode === "160000" ? "commit" : "blob";
    const name = content.toString("utf8", space + 1, zero);
    entries.push({ mode, name, sha: content.toString("hex", zero + 1, zero + 21), type });
    at = zero + 21;
  }
  return entries;
}
