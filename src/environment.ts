import { createPrivateKey } from "node:crypto";
import { resolve } from "node:path";
import { z } from "zod";

/** Hosts that plain http may go to: it never leaves this machine. */
const loopback = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** An address that carries credentials: https, or any protocol to this very machine. */
const encryptedUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const web = url !== null && ["https:", "http:"].includes(url.protocol);
  const plain = url?.protocol === "http:" && !loopback.test(url.hostname);
  if (web && !plain && url.search === "" && url.hash === "" && url.username === "" && url.password === "") {
    return url.href.replace(/\/+$/, "");
  }
  const message = plain
    ? "expected https, plain http is accepted on loopback only"
    : "expected an https address without query or user";
  context.addIssue({ code: "custom", message: `${message}, got ${JSON.stringify(withoutUser(url, text))}` });
  return z.NEVER;
});

function withoutUser(url: URL | null, text: string): string {
  return url === null || (url.username === "" && url.password === "") ? text : `${url.protocol}//…@${url.host}`;
}

const secretText = "expected a random secret of at least 16 bytes, for example from `openssl rand -hex 32`";
const secret = z
  .string({ error: `missing: ${secretText}` })
  .refine((text) => Buffer.byteLength(text) >= 16 && text.trim() !== "" && !/^(.)\1*$|^development/i.test(text), {
    error: secretText,
  });

/** A PEM private key; `\n` may be written literally, and the whole may be base64, as in Probot. */
function privateKey(expected: string, fits: (key: ReturnType<typeof createPrivateKey>) => boolean) {
  return z.string({ error: `missing: expected ${expected}` }).transform((text, context) => {
    const pem = pemOf(text);
    try {
      if (fits(createPrivateKey(pem))) return pem;
    } catch {
      // Told below like a key of another kind; OpenSSL's own words help nobody.
    }
    context.addIssue({ code: "custom", message: `expected ${expected}` });
    return z.NEVER;
  });
}

function pemOf(text: string): string {
  const raw = text.includes("-----BEGIN") ? text : Buffer.from(text, "base64").toString("utf8");
  return `${raw.replaceAll("\\n", "\n").trim()}\n`;
}

const appKey = privateKey("the app's RSA private key in PEM form, or PRIVATE_KEY_PATH", (key) => {
  return key.asymmetricKeyType === "rsa";
});
const logKey = privateKey("an Ed25519 private key in PEM form", (key) => key.asymmetricKeyType === "ed25519");
const attestKey = privateKey("an ECDSA P-256 private key in PEM form", (key) => {
  return key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1";
});

const appId = z
  .string({ error: "missing: expected the numeric id of the GitHub App" })
  .regex(/^[1-9]\d{0,14}$/, { error: "expected the numeric id of the GitHub App" })
  .transform(Number);
const port = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65535, { error: "expected a port from 0 to 65535" })
  .transform(Number)
  .default(3000);
/** `postgres://USER@/DATABASE?host=/FOLDER` is a socket's address, which is no URL by the standard. */
const databaseUrl = z
  .string()
  .refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text.replace("@/", "@localhost/")), {
    error: "expected postgres://USER@HOST/DATABASE",
  });
const proxyUrl = z.string().refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), {
  error: "expected the proxy's http or https address",
});
const settle = z
  .string()
  .refine((text) => /^\d{1,4}$/.test(text) && Number(text) <= 3600, { error: "expected seconds from 0 to 3600" })
  .transform(Number)
  .default(600);
/** A year, and the month after it in which it is audited, is the least that can be looked back on. */
const retentionDays = z
  .string()
  .refine((text) => /^\d{3,5}$/.test(text) && Number(text) >= 400, { error: "expected days, 400 or more" })
  .transform(Number)
  .default(2557);
const folder = z.string().transform((path) => resolve(path));
const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** What the command line needs to read from GitHub. */
export const accessVariables = z.object({
  GITHUB_API_URL: encryptedUrl.default("https://api.github.com"),
  GITHUB_SERVER_URL: encryptedUrl.default("https://github.com"),
  GITHUB_TOKEN: z.string().optional(),
  APP_ID: appId.optional(),
  PRIVATE_KEY: appKey.optional(),
  HTTPS_PROXY: proxyUrl.optional(),
  NO_PROXY: z.string().optional(),
});

/** Where the database is. */
export const storageVariables = z.object({
  DATABASE_URL: databaseUrl.optional(),
  MERGEWARDEN_DATA: folder.default(() => resolve("data")),
});

/** Where the server's own backups go. */
export const backupVariables = z.object({ APP_ID: appId.optional(), BACKUP_FOLDER: folder.optional() });

/** What signs evidence, and the web address that it names. */
export const evidenceVariables = z.object({
  GITHUB_SERVER_URL: encryptedUrl.default("https://github.com"),
  EVIDENCE_LOG_KEY: logKey.optional(),
  EVIDENCE_ATTEST_KEY: attestKey.optional(),
});

/** The server's variables (contract, section 3). */
export const serverVariables = accessVariables.extend({
  ...storageVariables.shape,
  APP_ID: appId,
  PRIVATE_KEY: appKey,
  WEBHOOK_SECRET: secret,
  WEBHOOK_SECRET_PREVIOUS: secret.optional(),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: z.string().optional(),
  MERGEWARDEN_URL: encryptedUrl.optional(),
  EVIDENCE_LOG_KEY: logKey.optional(),
  EVIDENCE_LOG_KEY_PREVIOUS: logKey.optional(),
  EVIDENCE_ATTEST_KEY: attestKey.optional(),
  LANDING_SETTLE: settle,
  RETENTION_DAYS: retentionDays,
  BACKUP_FOLDER: folder.optional(),
  EVIDENCE_MIRRORS: folder.optional(),
  PORT: port,
  HOST: z.string().default("localhost"),
  LOG_LEVEL: z.enum(logLevels, { error: `expected one of ${logLevels.join(", ")}` }).default("info"),
  LOG_FORMAT: z.enum(["json", "pretty"], { error: "expected json or pretty" }).default("json"),
  NODE_ENV: z.string().optional(),
});
