import type { IncomingMessage } from "node:http";

/** Memory for the bodies that are being read, shared by all requests. */
export interface BodyBudget {
  /** Bytes that one body may have. */
  readonly maxBytes: number;
  /** Bytes that all bodies together may take. */
  readonly maxTotalBytes: number;
  usedBytes: number;
}

export type Body = { bytes: Buffer; release(): void } | "too-large" | "busy" | "aborted";

/** How much of a body that is too large is read and thrown away, so that its sender gets to the answer. */
const drainFactor = 4;

/**
 * Reads a request's body within the budget; `release` gives its memory back. A body that is too large is read to its
 * end without being kept, up to four times the limit; one that is not there in so many milliseconds, which would hold the
 * memory of others, is given up. Never rejects.
 */
export function readBody(request: IncomingMessage, budget: BodyBudget, milliseconds: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let read = 0;
  let held = 0;
  let refused: "too-large" | "busy" | null = null;
  function release(): void {
    budget.usedBytes -= held;
    held = 0;
    chunks.length = 0;
  }
  function refuse(reason: "too-large" | "busy"): void {
    refused = reason;
    release();
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => end("aborted"), milliseconds);
    let ended = false;
    // A request closes after it ended, too: what was read then is still being used.
    function end(body: Body): void {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      if (typeof body === "string") release();
      resolve(body);
    }
    if (Number(request.headers["content-length"] ?? 0) > budget.maxBytes) refuse("too-large");
    request.on("data", (chunk: Buffer) => {
      if (ended) return;
      read += chunk.length;
      if (refused !== null) {
        if (read > budget.maxBytes * drainFactor) end(refused);
        return;
      }
      if (read > budget.maxBytes) return refuse("too-large");
      if (budget.usedBytes + chunk.length > budget.maxTotalBytes) return refuse("busy");
      held += chunk.length;
      budget.usedBytes += chunk.length;
      chunks.push(chunk);
    });
    request.on("end", () => end(refused ?? { bytes: Buffer.concat(chunks), release }));
    request.on("error", () => end("aborted"));
    request.on("close", () => end("aborted"));
  });
}
