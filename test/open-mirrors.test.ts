import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Config } from "../src/config.ts";
import { examineMirrors, prepareMirrors } from "../src/open-mirrors.ts";
import { StartError } from "../src/start-error.ts";
import { silent } from "./support/database.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mergewarden-mirrors-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

function given(mirrorFolder: string): Config {
  return { mirrorFolder } as Config;
}

test("none are asked for → nothing is looked at", async () => {
  expect(await examineMirrors({ EVIDENCE_MIRRORS: " " })).toEqual([]);
});

test("git can keep them → fine", async () => {
  expect(await examineMirrors({ EVIDENCE_MIRRORS: folder })).toMatchObject([{ about: "the mirrors", state: "fine" }]);
});

test("there is no git → to do, and the server starts all the same", async () => {
  vi.stubEnv("PATH", folder);
  const [found] = await examineMirrors({ EVIDENCE_MIRRORS: folder });
  expect(found).toMatchObject({
    state: "to-do",
    found: "EVIDENCE_MIRRORS is set, but git 2.38 or later is needed, and there is none",
    remedy: expect.stringContaining("Install it"),
  });
  await prepareMirrors(given(join(folder, "mirrors")), silent);
  expect(await readdir(folder)).toEqual(["mirrors"]);
});

test("a folder that is not there → is made for its owner alone; a file in its place → the server does not start", async () => {
  await prepareMirrors(given(join(folder, "a", "mirrors")), silent);
  expect((await stat(join(folder, "a", "mirrors"))).mode & 0o777).toBe(0o700);
  await writeFile(join(folder, "file"), "");
  await expect(prepareMirrors(given(join(folder, "file")), silent)).rejects.toThrow(StartError);
});
