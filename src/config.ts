import type { z } from "zod";
import {
  accessVariables,
  backupVariables,
  evidenceVariables,
  serverVariables,
  storageVariables,
} from "./environment.ts";

/** One variable that is wrong or missing, and what it should be. Never holds a secret's value. */
export interface ConfigProblem {
  name: string;
  message: string;
}

/** Thrown with every wrong or missing variable at once; the command line ends with exit status 2. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map((problem) => `${problem.name}: ${problem.message}`).join("\n"));
    this.problems = problems;
  }
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** Reads a small text file; throws if it cannot. */
export type ReadText = (path: string) => string;

/** How to reach GitHub. Addresses have no slash at their end. */
export interface GithubAccess {
  apiUrl: string;
  serverUrl: string;
  token: string | null;
  app: { id: number; privateKey: string } | null;
  proxy: ProxySettings | null;
}

/** The proxy for https, and the hosts that go without it, as their variables write them. */
export interface ProxySettings {
  https: string;
  except: string | null;
}

/** The server's settings (contract, section 3). Keys are PEM. */
export interface Config {
  github: GithubAccess & { app: { id: number; privateKey: string } };
  /** Any of them may have signed a delivery; the current one comes first. */
  webhookSecrets: readonly [string, ...string[]];
  /** null: the dashboard is off. */
  login: { clientId: string; clientSecret: string } | null;
  /** null: embedded PostgreSQL in the data folder. */
  databaseUrl: string | null;
  dataFolder: string;
  /** null: `http://localhost` with the port that the server listens on. */
  publicUrl: string | null;
  /** null: made in the data folder, for development only. */
  evidence: { logKey: string | null; previousLogKey: string | null; attestKey: string | null };
  /** Where bare copies of gated repositories are kept; null: there are none. */
  mirrorFolder: string | null;
  port: number;
  host: string;
  log: { level: string; format: "json" | "pretty" };
  /** Milliseconds from a landing until it is held against the gate's decisions: deliveries come in any order, and late. */
  settle: number;
  /** How long is kept what opens records, and what they name. */
  retentionDays: number;
  /** null: the server makes no backups. */
  backupFolder: string | null;
}

/** Parses the server's environment. Throws {@link ConfigError} with all problems. */
export function readConfig(environment: Environment, readText: ReadText): Config {
  const problems: ConfigProblem[] = [];
  const given = withFiles(environment, readText, problems);
  reportMissing(given, problems);
  const found = parse(serverVariables, given, problems);
  const previous = found.WEBHOOK_SECRET_PREVIOUS === undefined ? [] : [found.WEBHOOK_SECRET_PREVIOUS];
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = found;
  return {
    github: { ...access(found), app: { id: found.APP_ID, privateKey: found.PRIVATE_KEY } },
    webhookSecrets: [found.WEBHOOK_SECRET, ...previous],
    login: clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret },
    databaseUrl: found.DATABASE_URL ?? null,
    dataFolder: found.MERGEWARDEN_DATA,
    publicUrl: found.MERGEWARDEN_URL ?? null,
    evidence: {
      logKey: found.EVIDENCE_LOG_KEY ?? null,
      previousLogKey: found.EVIDENCE_LOG_KEY_PREVIOUS ?? null,
      attestKey: found.EVIDENCE_ATTEST_KEY ?? null,
    },
    mirrorFolder: found.EVIDENCE_MIRRORS ?? null,
    port: found.PORT,
    host: found.HOST,
    log: { level: found.LOG_LEVEL, format: found.LOG_FORMAT },
    settle: found.LANDING_SETTLE * 1000,
    retentionDays: found.RETENTION_DAYS,
    backupFolder: found.BACKUP_FOLDER ?? null,
  };
}

/** Parses what the command line needs. Throws {@link ConfigError} with all problems. */
export function readGithubAccess(environment: Environment, readText: ReadText): GithubAccess {
  const problems: ConfigProblem[] = [];
  return access(parse(accessVariables, withFiles(environment, readText, problems), problems));
}

/** Parses what the command line needs to open the database. Throws {@link ConfigError} with all problems. */
export function readStorage(environment: Environment): Pick<Config, "databaseUrl" | "dataFolder"> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const found = parse(storageVariables, given, []);
  return { databaseUrl: found.DATABASE_URL ?? null, dataFolder: found.MERGEWARDEN_DATA };
}

/** Parses where the server's own backups are; null where it makes none. Throws {@link ConfigError} with all problems. */
export function readBackups(environment: Environment): { path: string; appId: number } | null {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const { APP_ID: appId, BACKUP_FOLDER: path } = parse(backupVariables, given, []);
  return path === undefined || appId === undefined ? null : { path, appId };
}

/** Parses what the command line needs to sign evidence. Throws {@link ConfigError} with all problems. */
export function readEvidenceKeys(
  environment: Environment,
  readText: ReadText,
): Pick<Config["evidence"], "logKey" | "attestKey"> & { serverUrl: string } {
  const problems: ConfigProblem[] = [];
  const found = parse(evidenceVariables, withFiles(environment, readText, problems), problems);
  const { EVIDENCE_LOG_KEY: logKey = null, EVIDENCE_ATTEST_KEY: attestKey = null } = found;
  return { logKey, attestKey, serverUrl: found.GITHUB_SERVER_URL };
}

function access(found: z.output<typeof accessVariables>): GithubAccess {
  const { APP_ID: id, PRIVATE_KEY: privateKey, HTTPS_PROXY: https } = found;
  return {
    apiUrl: found.GITHUB_API_URL,
    serverUrl: found.GITHUB_SERVER_URL,
    token: found.GITHUB_TOKEN ?? null,
    app: id === undefined || privateKey === undefined ? null : { id, privateKey },
    proxy: https === undefined ? null : { https, except: found.NO_PROXY ?? null },
  };
}

function reportMissing(given: Environment, problems: ConfigProblem[]): void {
  for (const name of ["EVIDENCE_LOG_KEY", "EVIDENCE_ATTEST_KEY"]) {
    if (given.NODE_ENV === "production" && given[name] === undefined) {
      report(problems, name, `missing: NODE_ENV=production needs it, or ${name}_PATH`);
    }
  }
  const clientId = given.GITHUB_CLIENT_ID;
  const clientSecret = given.GITHUB_CLIENT_SECRET;
  if (clientId === undefined && clientSecret !== undefined) {
    report(problems, "GITHUB_CLIENT_ID", "missing: GITHUB_CLIENT_SECRET is set");
  }
  if (clientId !== undefined && clientSecret === undefined) {
    report(problems, "GITHUB_CLIENT_SECRET", "missing: GITHUB_CLIENT_ID is set");
  }
}

function report(problems: ConfigProblem[], name: string, message: string): void {
  if (!problems.some((problem) => problem.name === name)) problems.push({ name, message });
}

function parse<T>(schema: z.ZodType<T>, given: Environment, problems: ConfigProblem[]): T {
  const parsed = schema.safeParse(given);
  for (const issue of parsed.error?.issues ?? []) report(problems, String(issue.path[0]), issue.message);
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new ConfigError(problems);
}

/** The environment with empty variables left out, files read and GHE_HOST turned into addresses. */
function withFiles(environment: Environment, readText: ReadText, problems: ConfigProblem[]): Environment {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const host = given.GHE_HOST;
  if (host !== undefined && !/^[a-z0-9.-]+(:\d+)?$/i.test(host)) {
    report(problems, "GHE_HOST", `expected a host, got ${JSON.stringify(host)}`);
  } else if (host !== undefined) {
    const address = `${given.GHE_PROTOCOL ?? "https"}://${host}`;
    given.GITHUB_API_URL ??= `${address}/api/v3`;
    given.GITHUB_SERVER_URL ??= address;
  }
  given.HTTPS_PROXY ??= given.https_proxy;
  given.NO_PROXY ??= given.no_proxy;
  for (const name of ["PRIVATE_KEY", "EVIDENCE_LOG_KEY", "EVIDENCE_LOG_KEY_PREVIOUS", "EVIDENCE_ATTEST_KEY"]) {
    const path = given[`${name}_PATH`];
    if (given[name] !== undefined || path === undefined) continue;
    try {
      given[name] = readText(path);
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
      report(problems, `${name}_PATH`, `expected a readable file, got ${JSON.stringify(path)} (${reason})`);
      report(problems, name, `missing: ${name}_PATH could not be read`);
    }
  }
  return given;
}
