import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "../support/database.ts";
import { end, runProgram } from "../support/serve-process.ts";

let folder: string;
const taken = createServer();
let port: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mergewarden-start-"));
  await writeFile(join(folder, "file"), "");
  await once(taken.listen(0, "127.0.0.1"), "listening");
  port = (taken.address() as AddressInfo).port;
});
afterAll(async () => {
  taken.close();
  await rm(folder, { recursive: true, force: true });
});

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const environment = {
  APP_ID: "1",
  PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  WEBHOOK_SECRET: "0123456789abcdef0123456789abcdef",
  HOST: "127.0.0.1",
  PORT: "0",
};

test.for<[string, () => Promise<Record<string, string>>, RegExp]>([
  [
    "somebody else has the port",
    async () => ({
      DATABASE_URL: await createTestDatabase(),
      MERGEWARDEN_DATA: join(folder, "data"),
      GITHUB_API_URL: `http://127.0.0.1:${port}`,
      PORT: String(port),
    }),
    /^could not start: HOST 127\.0\.0\.1, PORT \d+: .*EADDRINUSE/,
  ],
  [
    "nobody answers at the database",
    async () => ({
      DATABASE_URL: "postgres://who:secret-word@127.0.0.1:1/none",
      MERGEWARDEN_DATA: join(folder, "data"),
    }),
    /^could not start: the PostgreSQL of DATABASE_URL: .*ECONNREFUSED/,
  ],
  [
    "the data folder is a file",
    async () => ({ MERGEWARDEN_DATA: join(folder, "file") }),
    /^could not start: the data folder .*file \(MERGEWARDEN_DATA\): /,
  ],
  [
    "the folder for backups is not there",
    async () => ({ MERGEWARDEN_DATA: join(folder, "data"), BACKUP_FOLDER: join(folder, "unmounted") }),
    /^could not start: the folder .*unmounted \(BACKUP_FOLDER\): ENOENT.*Make or mount the folder/,
  ],
])("%s → exit 2, a line that says so, no secret", async ([, more, told]) => {
  const { ended, output } = runProgram(["serve"], { ...environment, ...(await more()) });
  expect(await ended).toBe(2);
  expect(output.stderr).toMatch(told);
  expect(output.stderr.trim().split("\n")).toHaveLength(1);
  expect(output.stderr).not.toContain("secret-word");
});

test("GitHub takes a call and never answers → the server listens all the same, and SIGTERM ends it", async () => {
  const run = runProgram(["serve"], {
    ...environment,
    DATABASE_URL: await createTestDatabase(),
    MERGEWARDEN_DATA: join(folder, "data"),
    GITHUB_API_URL: `http://127.0.0.1:${port}`,
  });
  await expect.poll(() => run.output.stdout, { timeout: 30_000 }).toContain('"msg":"listening"');
  expect(await end(run)).toBe(0);
});
