import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Acceptance, DeliveryStore } from "../pipeline/delivery.ts";
import { type BodyBudget, readBody } from "./read-body.ts";
import { isSignature, isSignedBy } from "./signature.ts";

const webhookPath = "/api/github/webhooks";

/** What became of a request, for the metrics. */
export type IntakeOutcome =
  | Acceptance
  | "unsigned"
  | "malformed"
  | "too-large"
  | "media-type"
  | "unavailable"
  | "aborted";

export interface IntakeOptions {
  /** Any of them may have signed. */
  secrets: readonly string[];
  store: DeliveryStore;
  log: Pick<Logger, "info" | "warn" | "error">;
  onOutcome?: (outcome: IntakeOutcome) => void;
  /** Bytes of one body: GitHub sends no more than 25 MB. */
  maxBytes?: number;
  /** Milliseconds until the database counts as down: GitHub waits 10 s for its answer. */
  storeTimeout?: number;
  /** Milliseconds in which a body has to come: what takes longer GitHub has given up itself. */
  bodyTimeout?: number;
}

/** Answers a request to the webhook path and says true; any other is left alone, and the answer is false. */
export type Intake = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const mebibyte = 1024 * 1024;
const status: Record<IntakeOutcome, number> = {
  queued: 202,
  known: 202,
  // GitHub signed both; the first stays, and sweeps find what the other would have told. Answering with an error would
  // make GitHub offer it again and again.
  conflict: 202,
  unsigned: 401,
  malformed: 400,
  "too-large": 413,
  "media-type": 415,
  unavailable: 503,
  aborted: 400,
};

/**
 * The webhook intake (contract, section 4): what GitHub signed is on disk and queued when it is answered with 202. The
 * headers are judged before any of the body is read, the signature before any of it is parsed. Never rejects.
 */
export function createIntake(options: IntakeOptions): Intake {
  const { maxBytes = 25 * mebibyte, log, onOutcome } = options;
  const budget: BodyBudget = { maxBytes, maxTotalBytes: maxBytes * 8, usedBytes: 0 };
  return async (request, response) => {
    if (request.url?.split("?", 1)[0] !== webhookPath) return false;
    if (request.method !== "POST") {
      response.writeHead(405, { allow: "POST" }).end();
      return true;
    }
    const outcome = await receive(request, options, budget).catch((error: unknown) => {
      log.error({ err: error }, "a delivery could not be stored");
      return "unavailable" as const;
    });
    onOutcome?.(outcome);
    answer(response, outcome);
    // Of what nobody signed no more is told than has the form of a name.
    const delivery = { ...namesOf(request.headers), outcome };
    if (outcome === "conflict") log.error(delivery, "ALARM: another body came under a known delivery id");
    else log[status[outcome] === 202 ? "info" : "warn"](delivery, "delivery answered");
    return true;
  };
}

async function receive(request: IncomingMessage, options: IntakeOptions, budget: BodyBudget): Promise<IntakeOutcome> {
  const { headers } = request;
  const signature = headers["x-hub-signature-256"];
  if (!/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) return "media-type";
  if (typeof signature !== "string" || !isSignature(signature)) return "unsigned";
  const name = namesOf(headers);
  if (name === null) return "malformed";
  const body = await readBody(request, budget, options.bodyTimeout ?? 10_000);
  if (body === "busy") return "unavailable";
  if (typeof body === "string") return body;
  try {
    if (!isSignedBy(options.secrets, body.bytes, signature)) return "unsigned";
    if (!isJsonObject(body.bytes)) return "malformed";
    const stored = options.store.accept({ ...name, headers: headersToKeep(headers), body: body.bytes });
    return await within(options.storeTimeout ?? 8000, stored);
  } finally {
    body.release();
  }
}

function namesOf(headers: IncomingHttpHeaders): { guid: string; event: string } | null {
  const guid = headers["x-github-delivery"];
  const event = headers["x-github-event"];
  if (typeof guid !== "string" || !/^[\w-]{1,100}$/.test(guid)) return null;
  if (typeof event !== "string" || !/^\w{1,100}$/.test(event)) return null;
  return { guid, event };
}

function headersToKeep(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (/^(x-github-.*|content-type|user-agent)$/.test(name) && typeof value === "string") kept[name] = value;
  }
  return kept;
}

function isJsonObject(bytes: Buffer): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The promise's value, or a rejection after so many milliseconds; what still comes then is of no interest. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer from the database within ${milliseconds} ms`)), milliseconds);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function answer(response: ServerResponse, outcome: IntakeOutcome): void {
  if (response.destroyed) return;
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (outcome === "unavailable") headers["retry-after"] = "60";
  if (outcome === "too-large" || outcome === "aborted") headers.connection = "close";
  response.writeHead(status[outcome], headers).end(JSON.stringify({ outcome }));
}
