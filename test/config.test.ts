import { generateKeyPairSync } from "node:crypto";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigError, type Environment, readConfig, readGithubAccess } from "../src/config.ts";

const pem = { type: "pkcs8", format: "pem" } as const;
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export(pem).toString();
const ed25519 = generateKeyPairSync("ed25519").privateKey.export(pem).toString();
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export(pem).toString();
const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey.export(pem).toString();
const secret = "0123456789abcdef";
const given: Environment = { APP_ID: "1001", PRIVATE_KEY: rsa, WEBHOOK_SECRET: secret };

const files: Record<string, string> = { "rsa.pem": rsa, "log.pem": ed25519 };
function readText(path: string): string {
  const text = files[path];
  if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
  return text;
}

function problemsOf(environment: Environment) {
  try {
    readConfig(environment, readText);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test("the least that starts → defaults", () => {
  expect(readConfig(given, readText)).toEqual({
    github: {
      apiUrl: "https://api.github.com",
      serverUrl: "https://github.com",
      token: null,
      app: { id: 1001, privateKey: rsa },
      proxy: null,
    },
    webhookSecrets: [secret],
    login: null,
    databaseUrl: null,
    mirrorFolder: null,
    dataFolder: resolve("data"),
    publicUrl: null,
    settle: 600_000,
    retentionDays: 2557,
    backupFolder: null,
    evidence: { logKey: null, previousLogKey: null, attestKey: null },
    port: 3000,
    host: "localhost",
    log: { level: "info", format: "json" },
  });
});

test("an empty environment → everything that is missing at once", () => {
  const error = new ConfigError(problemsOf({}));
  expect(error.problems.map((problem) => problem.name).sort()).toEqual(["APP_ID", "PRIVATE_KEY", "WEBHOOK_SECRET"]);
  expect(error.message).toContain("APP_ID: missing: expected the numeric id of the GitHub App");
});

test("every kind of mistake → all of them at once, no secret repeated", () => {
  const wrong = {
    APP_ID: "one",
    PRIVATE_KEY: "hunter2",
    WEBHOOK_SECRET: "short",
    WEBHOOK_SECRET_PREVIOUS: "brief",
    GITHUB_API_URL: "http://github.example.com/api/v3",
    GITHUB_SERVER_URL: "ftp://github.example.com",
    GITHUB_CLIENT_ID: "Iv1.x",
    DATABASE_URL: "mysql://root:hunter2@db",
    MERGEWARDEN_URL: "http://gate.example.com",
    EVIDENCE_LOG_KEY: p256,
    EVIDENCE_ATTEST_KEY: ed25519,
    PORT: "70000",
    LOG_LEVEL: "loud",
    LOG_FORMAT: "xml",
    HTTPS_PROXY: "proxy:3128",
    RETENTION_DAYS: "399",
  };
  const problems = problemsOf(wrong);
  const expected = Object.keys(wrong).filter((name) => name !== "GITHUB_CLIENT_ID");
  expect(problems.map((problem) => problem.name).sort()).toEqual([...expected, "GITHUB_CLIENT_SECRET"].sort());
  expect(JSON.stringify(problems)).not.toMatch(/hunter2|"short"|brief|PRIVATE KEY-----/);
});

describe("one variable", () => {
  test.for<[string, Environment, string | null]>([
    ["an empty secret", { WEBHOOK_SECRET: "" }, "WEBHOOK_SECRET"],
    ["Probot's default secret", { WEBHOOK_SECRET: "development" }, "WEBHOOK_SECRET"],
    ["the default secret made longer", { WEBHOOK_SECRET: "development-secret" }, "WEBHOOK_SECRET"],
    ["one character sixteen times", { WEBHOOK_SECRET: "x".repeat(16) }, "WEBHOOK_SECRET"],
    ["15 bytes", { WEBHOOK_SECRET: "0123456789abcde" }, "WEBHOOK_SECRET"],
    ["16 bytes in 8 characters", { WEBHOOK_SECRET: "äöüßéèêç" }, null],
    ["a private key with literal \\n", { PRIVATE_KEY: rsa.trim().replaceAll("\n", "\\n") }, null],
    ["a private key in base64", { PRIVATE_KEY: Buffer.from(rsa).toString("base64") }, null],
    ["a private key of another kind", { PRIVATE_KEY: ed25519 }, "PRIVATE_KEY"],
    ["PRIVATE_KEY_PATH", { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: "rsa.pem" }, null],
    ["an unreadable PRIVATE_KEY_PATH", { PRIVATE_KEY: "", PRIVATE_KEY_PATH: "none.pem" }, "PRIVATE_KEY_PATH"],
    ["plain http to loopback", { GITHUB_API_URL: "http://127.0.0.1:8080/api" }, null],
    ["plain http to localhost", { MERGEWARDEN_URL: "http://localhost:3000" }, null],
    ["plain http to ::1", { MERGEWARDEN_URL: "http://[::1]:3000" }, null],
    ["plain http to a private network", { GITHUB_API_URL: "http://10.0.0.1/api/v3" }, "GITHUB_API_URL"],
    [
      "plain http to a host that only sounds local",
      { MERGEWARDEN_URL: "http://localhost.evil.example" },
      "MERGEWARDEN_URL",
    ],
    ["plain http to GHE_HOST", { GHE_HOST: "ghe.example.com", GHE_PROTOCOL: "http" }, "GITHUB_API_URL"],
    ["an address with a user", { GITHUB_API_URL: "https://ada:pw@api.example.com" }, "GITHUB_API_URL"],
    ["an attest key on another curve", { EVIDENCE_ATTEST_KEY: p384 }, "EVIDENCE_ATTEST_KEY"],
    ["production without a log key", { NODE_ENV: "production", EVIDENCE_ATTEST_KEY: p256 }, "EVIDENCE_LOG_KEY"],
    [
      "production with both keys",
      { NODE_ENV: "production", EVIDENCE_LOG_KEY_PATH: "log.pem", EVIDENCE_ATTEST_KEY: p256 },
      null,
    ],
    ["an app id of 0", { APP_ID: "0" }, "APP_ID"],
    ["a database behind a socket", { DATABASE_URL: "postgres://ada@/gate?host=/run/postgresql" }, null],
    ["port 0", { PORT: "0" }, null],
  ])("%s", ([, environment, name]) => {
    expect(problemsOf({ ...given, ...environment })[0]?.name ?? null).toBe(name);
  });
});

test("both secrets while one is rotated, the current one first", () => {
  const previous = "fedcba9876543210";
  const config = readConfig({ ...given, WEBHOOK_SECRET_PREVIOUS: previous }, readText);
  expect(config.webhookSecrets).toEqual([secret, previous]);
});

test("GHE_HOST → addresses of GitHub Enterprise Server; GITHUB_API_URL wins", () => {
  const environment = { ...given, GHE_HOST: "ghe.example.com" };
  expect(readConfig(environment, readText).github).toMatchObject({
    apiUrl: "https://ghe.example.com/api/v3",
    serverUrl: "https://ghe.example.com",
  });
  const both = readConfig({ ...environment, GITHUB_API_URL: "https://api.example.com/" }, readText);
  expect(both.github.apiUrl).toBe("https://api.example.com");
});

test("the command line needs no app", () => {
  const access = readGithubAccess(
    { GITHUB_TOKEN: "ghs_x", https_proxy: "http://proxy:3128", NO_PROXY: "a,b" },
    readText,
  );
  expect(access).toMatchObject({ token: "ghs_x", app: null, proxy: { https: "http://proxy:3128", except: "a,b" } });
});

test("a folder for mirrors → its absolute path", () => {
  expect(readConfig({ ...given, EVIDENCE_MIRRORS: "mirrors" }, readText).mirrorFolder).toBe(resolve("mirrors"));
});
