import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createScene, type Scene } from "../testing/scene.ts";

const run = promisify(execFile);
let scene: Scene;

beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.close());

type Shown = { commit: { verification: { verified: boolean; reason: string } } };

async function verification(sha: string) {
  const { verified, reason } = (await scene.ben.client.get<Shown>(`/repos/acme/shop/commits/${sha}`)).body.commit
    .verification;
  return [verified, reason];
}

// https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification
test("commits signed by a known key, by another's, by none → valid, bad_email, unknown_key, unsigned", async () => {
  const { work, ada, ben, open } = scene;
  const signed = async (name: string, register: typeof ada | null) => {
    const key = join(work.directory, ".git", name);
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key]);
    const text = await readFile(`${key}.pub`, "utf8");
    if (register) await register.client.post("/user/ssh_signing_keys", { title: name, key: text });
    await work.git(
      "-c",
      "gpg.format=ssh",
      "-c",
      `user.signingKey=${key}`,
      "commit",
      "--quiet",
      "--allow-empty",
      "-S",
      "-m",
      name,
    );
    const sha = await work.git("rev-parse", "HEAD");
    await work.git("push", "--quiet", "origin", "HEAD");
    return sha;
  };
  const { number, sha: unsigned } = await open("signed", { "s.txt": "1\n" });
  expect(await verification(await signed("own", ada))).toEqual([true, "valid"]);
  expect(await verification(await signed("borrowed", ben))).toEqual([false, "bad_email"]);
  expect(await verification(await signed("unknown", null))).toEqual([false, "unknown_key"]);
  expect(await verification(unsigned)).toEqual([false, "unsigned"]);
  const { sha } = (await ben.client.put<{ sha: string }>(`/repos/acme/shop/pulls/${number}/merge`, {})).body;
  expect(await verification(sha)).toEqual([true, "valid"]);
});

test("what happened to a branch → who pushed, created, forced, merged", async () => {
  const { work, ben, open, bot } = scene;
  const { number } = await open("lively", { "l.txt": "1\n" });
  await work.git("commit", "--quiet", "--amend", "--message", "Again");
  await work.git("push", "--quiet", "--force", "origin", "lively");
  const content = Buffer.from("x").toString("base64");
  await ben.client.put("/repos/acme/shop/contents/by-ben.txt", { message: "B", content, branch: "lively" });
  type Shown = { id: number; activity_type: string; actor: { login: string } };
  const path = "/repos/acme/shop/activity?ref=lively";
  const list = (await bot.get<Shown[]>(path)).body;
  expect(list.map(({ activity_type, actor }) => `${actor.login} ${activity_type}`)).toEqual([
    "ben push",
    "ada force_push",
    "ada branch_creation",
  ]);
  const first = await bot.get<Shown[]>(`${path}&per_page=2`);
  const next = /<([^>]*)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
  expect((await bot.get<Shown[]>(next.replace(scene.lab.apiUrl, ""))).body).toEqual(list.slice(2));
  await ben.client.put(`/repos/acme/shop/pulls/${number}/merge`, { merge_method: "squash" });
  const main = (await bot.get<Shown[]>("/repos/acme/shop/activity?ref=refs/heads/main")).body;
  expect(main[0]).toMatchObject({ activity_type: "pr_merge", actor: { login: "ben" } });
});
