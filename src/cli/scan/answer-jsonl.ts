import { scanText } from "../../scanner/scan.ts";
import type { Io } from "../io.ts";

/** Characters of the longest line that is answered: what is longer does not fit into one text with all else. */
const LONGEST = 2 ** 28;

/** Answers each line of standard input by one of its own; the status is 2 if a line was wrong. */
export async function answerJsonl(io: Io, longest = LONGEST): Promise<number> {
  let status = 0;
  for await (const line of linesIn(io.stdin, longest)) {
    if (line?.trim() === "") continue;
    const answer =
      line === null ? { id: null, error: `expected at most ${longest} characters a line` } : answerLine(line);
    if ("error" in answer) status = 2;
    io.out(`${JSON.stringify(answer)}\n`);
  }
  return status;
}

function answerLine(line: string): object {
  const question = parse(line);
  if (question instanceof Error) return { id: null, error: question.message };
  const findings = scanText(question.path, question.code);
  const lines = new Set(findings.filter(({ severity }) => severity !== "notice").map((finding) => finding.line));
  return {
    id: question.id,
    lines: [...lines].sort((a, b) => a - b),
    findings: findings.map(({ rule, severity, line, column, message }) => ({ rule, severity, line, column, message })),
  };
}

interface Question {
  id: string | number;
  path: string;
  code: string;
}

function parse(line: string): Question | Error {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return new Error(`expected JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== "object" || value === null) return new Error('expected an object with "id", "path" and "code"');
  const { id, path, code } = value as Record<string, unknown>;
  if (typeof id !== "string" && typeof id !== "number") return new Error("id: expected a string or a number");
  if (typeof path !== "string") return new Error("path: expected a string");
  if (typeof code !== "string") return new Error("code: expected a string");
  return { id, path, code };
}

/** The lines of a stream; null for one that is longer than `longest`. */
async function* linesIn(input: Io["stdin"], longest: number): AsyncGenerator<string | null> {
  const decoder = new TextDecoder();
  let pieces: string[] = [];
  let length = 0;
  const keep = (piece: string) => {
    length += piece.length;
    if (length <= longest) pieces.push(piece);
    else pieces = [];
  };
  const take = () => {
    const line = length <= longest ? pieces.join("") : null;
    [pieces, length] = [[], 0];
    return line;
  };
  for await (const chunk of input) {
    const text = typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    const [first = "", ...rows] = text.split("\n");
    keep(first);
    for (const row of rows) {
      yield take();
      keep(row);
    }
  }
  keep(decoder.decode());
  yield take();
}
