import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { exported, requestOf } from "../support/bundle.ts";
import { TestLog } from "../support/evidence-source.ts";
import { codesOf, verified } from "../support/forgery.ts";
import { alice, land, listDigest, ref, repo } from "../support/played-landing.ts";

const folder = mkdtempSync(join(tmpdir(), "repositories-"));
afterAll(() => rmSync(folder, { recursive: true }));
const [origin, stranger] = [join(folder, "origin"), join(folder, "stranger")];

function git(place: string, ...args: string[]): string {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"];
  return execFileSync("git", ["-C", place, ...who, ...args], { encoding: "utf8", stdio: "pipe" }).trim();
}

for (const place of [origin, stranger]) {
  git(folder, "init", "-q", place);
  for (const message of ["one", "two", "three"])
    git(place, "commit", "-q", "--allow-empty", "-m", `${message} ${place}`);
}
const [three = "", two = "", one = ""] = git(origin, "rev-list", "HEAD").split("\n");
git(folder, "clone", "-q", "--bare", origin, "whole");
git(folder, "clone", "-q", "--bare", "--depth", "1", `file://${origin}`, "shallow");

/** Two commits that landed one by one on the first. */
function realLog(): TestLog {
  const log = new TestLog();
  const gated = [{ ...repo, gated: true, refs: [ref], why: "policy", archived: false, private: true }];
  log.append("scope.snapshot", "2025-12-31T12:00:00.000Z", { installation: "all", repositories: gated });
  const observe = (head: string, at: string) => log.append("ref.observed", at, { repo, ref, head, observed_at: at });
  observe(one, "2025-12-31T12:00:00.000Z");
  for (const [number, before, sha] of [[1, one, two] as const, [2, two, three] as const]) {
    const at = `2026-01-0${number}T12:00:00.000Z`;
    const commit = { sha, parents: [before], tree: git(origin, "rev-parse", `${sha}^{tree}`), on_first_parent: true };
    const people = { author: alice, committer: null, coauthors: [], signature: "none" };
    const items = log.keep([{ ...commit, ...people, authored_at: at, committed_at: at }]);
    const removed = { all: 0, digest: listDigest([]) };
    const commits = { all: 1, first_parent: 1, digest: listDigest([sha]), items, removed };
    land(log, { number, at, before, commits: [{ sha, parents: [before] }], body: { commits } });
  }
  observe(three, "2026-04-01T12:00:00.000Z");
  log.signCheckpoint();
  return log;
}

const log = realLog();
const bundle = await exported(await requestOf(log));

test.for([
  { clone: "whole", status: "intact", codes: [] },
  { clone: "shallow", status: "incomplete", codes: ["CLONE_MISSING_COMMITS"] },
  { clone: "stranger", status: "incomplete", codes: ["CLONE_MISSING_COMMITS"] },
])("against a clone that is $clone it is $status", async ({ clone, status, codes }) => {
  const found = await verified(bundle, log.vkey, [join(folder, clone)]);
  expect(codesOf(found)).toEqual(codes);
  expect(found.status).toBe(status);
});
