import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createMirrorStage, fakeGit, linesOf, type MirrorStage } from "../support/mirrors.ts";

const run = promisify(execFile);
const somewhere = "5".repeat(40);
const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);

let stage: MirrorStage;
const servers: Server[] = [];
beforeAll(async () => {
  stage = await createMirrorStage();
});
afterAll(() => stage.close());
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  for (const name of await readdir(stage.folder)) await rm(join(stage.folder, name), { recursive: true });
});

/** A server in GitHub's place. Returns its address. */
async function serverThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The command lines of all processes that can be seen; they may end meanwhile. */
function commandLines(): string[] {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    try {
      return [readFileSync(join("/proc", id, "cmdline"), "utf8").replaceAll("\0", " ")];
    } catch {
      return [];
    }
  });
}

test("the token → travels in the header, and is in no command line, file, log or reason", async () => {
  const token = `ghs_${"secret".repeat(6)}`;
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  const told: string[] = [];
  const seen: (string | undefined)[] = [];
  let running: string[] = [];
  const serverUrl = await serverThat(({ headers }, response) => {
    seen.push(headers.authorization);
    running = commandLines();
    response.writeHead(500).end(`${token} ${basic}`);
  });
  const log = pino({ level: "trace" }, { write: (line: string) => void told.push(line) });
  vi.stubEnv("GIT_TRACE_CURL", "1");
  vi.stubEnv("GIT_CURL_VERBOSE", "1");
  const mirrors = stage.mirrors({ serverUrl, log, token });
  const failed = await mirrors.keep(stage.repository, somewhere);
  expect(failed).toEqual({ unavailable: "git could not fetch from GitHub" });
  expect(seen).toEqual([`Basic ${basic}`]);
  expect(running.filter((line) => line.includes("remote-http"))).not.toEqual([]);
  const files = await readdir(stage.folder, { recursive: true, withFileTypes: true });
  const texts = files.filter((file) => file.isFile()).map((file) => readFileSync(join(file.parentPath, file.name)));
  expect(told.join("")).toContain("a mirror could not be used");
  for (const text of [...running, ...told, ...texts.map(String)]) {
    expect(text).not.toContain(token);
    expect(text).not.toContain(basic);
  }
});

test("GitHub's address leads elsewhere → nobody follows, and nobody else gets the token", async () => {
  let visits = 0;
  const elsewhere = await serverThat((_, response) => {
    visits += 1;
    response.end();
  });
  const serverUrl = await serverThat(({ url }, response) => {
    response.writeHead(302, { location: `${elsewhere}${url}` }).end();
  });
  const mirrors = stage.mirrors({ serverUrl });
  const refused = { unavailable: "GitHub refused to let git fetch" };
  expect(await mirrors.keep(stage.repository, somewhere)).toEqual(refused);
  expect(visits).toBe(0);
});

test.for([
  [401, "GitHub refused to let git fetch", 1],
  [403, "GitHub refused to let git fetch", 1],
  [404, "GitHub refused to let git fetch", 1],
  [503, "git could not fetch from GitHub", 2],
] as const)("GitHub answers %i → %s, after %i tries", async ([status, unavailable, tries]) => {
  let visits = 0;
  const serverUrl = await serverThat((_, response) => {
    visits += 1;
    response.writeHead(status, status === 401 ? { "www-authenticate": 'Basic realm="GitHub"' } : {}).end();
  });
  const mirrors = stage.mirrors({ serverUrl, limits: { pauses: [1] } });
  expect(await mirrors.keep(stage.repository, somewhere)).toEqual({ unavailable });
  expect(visits).toBe(tries);
});

test.for([
  ["takes too long", { patience: 1500 }, "git took too long"],
  ["would take too much room", { size: -1 }, "the repository is larger than a mirror may be"],
] as const)("a fetch that %s → is ended, and not tried again for a while", async ([, limits, unavailable]) => {
  let visits = 0;
  const serverUrl = await serverThat(() => {
    visits += 1;
  });
  const mirrors = stage.mirrors({ serverUrl, limits });
  expect(await mirrors.keep(stage.repository, somewhere)).toEqual({ unavailable });
  const before = visits;
  expect(await mirrors.mergeTree(stage.repository, somewhere, somewhere)).toEqual({ unavailable });
  expect(visits).toBe(before);
  expect(commandLines().filter((line) => line.includes(serverUrl))).toEqual([]);
});

test("attributes name programs, and so do the settings of whoever runs the server → none is run", async () => {
  const home = await mkdtemp(join(tmpdir(), "mergewarden-home-"));
  const mark = join(home, "ran");
  const program = `touch ${mark}`;
  const settings = [
    `[merge "evil"]\n\tdriver = ${program}\n[filter "evil"]\n\tsmudge = ${program}\n\tclean = ${program}\n`,
    `[diff "evil"]\n\ttextconv = ${program}\n\tcommand = ${program}\n[core]\n\tfsmonitor = ${program}\n\tpager = ${program}\n`,
    `[credential]\n\thelper = !${program}\n[core]\n\taskPass = ${program}\n\thooksPath = ${home}\n`,
  ].join("");
  await writeFile(join(home, ".gitconfig"), settings);
  await writeFile(join(home, "reference-transaction"), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  vi.stubEnv("HOME", home);
  vi.stubEnv("GIT_CONFIG_GLOBAL", join(home, ".gitconfig"));
  vi.stubEnv("GIT_ASKPASS", join(home, "reference-transaction"));
  const attributes = "* merge=evil filter=evil diff=evil\n";
  const root = await stage.commit({ "a.txt": lines.join("\n"), ".gitattributes": attributes });
  const base = await stage.commit({ "a.txt": ["theirs", ...lines].join("\n") }, root);
  const head = await stage.commit({ "a.txt": [...lines, "ours"].join("\n") }, root);
  const mirrors = stage.mirrors();
  expect(await mirrors.mergeTree(stage.repository, base, head)).toHaveProperty("tree");
  const hooks = join(stage.folder, `${stage.repository.repositoryId}.git`, "hooks");
  await mkdir(hooks, { recursive: true });
  await copyFile(join(home, "reference-transaction"), join(hooks, "reference-transaction"));
  expect(await mirrors.keep(stage.repository, head)).toBeNull();
  expect(await readdir(home)).not.toContain("ran");
  await rm(home, { recursive: true });
});

test.for([
  ["no git", null, "git 2.38 or later is needed, and there is none"],
  ["an old git", 'echo "git version 2.37.9"', "git 2.38 or later is needed, and this is git 2.37"],
] as const)("%s → unavailable, and nothing breaks", async ([, script, unavailable]) => {
  const folder = script === null ? stage.folder : await fakeGit(stage.folder, script);
  vi.stubEnv("PATH", folder);
  const mirrors = stage.mirrors();
  expect(await mirrors.keep(stage.repository, somewhere)).toEqual({ unavailable });
  expect(await mirrors.mergeTree(stage.repository, somewhere, somewhere)).toEqual({ unavailable });
});

test("several processes on one folder → one fetch at a time, and all commits are kept", async () => {
  const log = join(stage.folder, "calls");
  const told = `echo "+" >> '${log}'; "$git" "$@"; status=$?; echo "-" >> '${log}'; exit $status`;
  const script = `case "$1" in fetch) ${told};; *) exec "$git" "$@";; esac`;
  const PATH = `${await fakeGit(stage.folder, script)}:${process.env.PATH}`;
  const commits: string[] = [];
  for (const text of ["1", "2", "3", "4"]) commits.push(await stage.commit({ "a.txt": text }));
  const { folder, lab, token, repository } = stage;
  const given = [folder, lab.url, token, String(repository.repositoryId)];
  const started = [commits.slice(0, 2), commits.slice(2)].map((own) =>
    run(process.execPath, [join(import.meta.dirname, "../support/mirror-process.ts"), ...given, ...own], {
      env: { ...process.env, PATH },
    }),
  );
  expect((await Promise.all(started)).map(({ stdout }) => stdout)).toEqual(["", ""]);
  expect((await linesOf(log)).join("")).toBe("+-".repeat(4));
  const mirror = join(folder, `${repository.repositoryId}.git`);
  const { stdout } = await run("git", ["--git-dir", mirror, "for-each-ref", "--format=%(objectname)"]);
  expect(stdout.trim().split("\n")).toEqual(commits.sort());
});

test("somebody else holds the lock → unavailable after a while; whoever held it has died → it is taken over", async () => {
  const lock = join(stage.folder, `${stage.repository.repositoryId}.lock`);
  const commit = await stage.commit({ "a.txt": "locked\n" });
  await writeFile(lock, "somebody");
  const busy = await stage.mirrors({ limits: { patience: 300 } }).keep(stage.repository, commit);
  expect(busy).toEqual({ unavailable: "the mirror was in use all the time" });
  expect(await readFile(lock, "utf8")).toBe("somebody");
  await utimes(lock, 1, 1);
  expect(await stage.mirrors().keep(stage.repository, commit)).toBeNull();
  expect(await readdir(stage.folder)).toEqual([`${stage.repository.repositoryId}.git`]);
});
