import { type Command, type Misread, usages } from "./command.ts";
import { commandLines } from "./find-lines.ts";
import { readWaive } from "./read-waive.ts";
import { readText } from "./texts.ts";
import { takeWord, type Word } from "./words.ts";

/**
 * What a comment asks for: a command; a problem, in a sentence that also says how it is written; `isKnown` false if there is no
 * command of this name. null: it asks for nothing. Never throws; the work grows with the comment's length.
 *
 * A command is the one line that starts with `/mergewarden`, outside quotes, fenced code and HTML comments. Two are none.
 */
export type Reading = { command: Command } | (Misread & { isKnown: boolean });

/** Reads a comment. */
export function readCommand(body: string): Reading | null {
  const [line, ...more] = commandLines(body.toWellFormed());
  if (line === undefined) return null;
  if (more.length > 0) return { problem: "A comment takes one command; none of these was carried out.", isKnown: true };
  const name = takeWord(line.slice("/mergewarden".length));
  if ("problem" in name) return { ...name, isKnown: false };
  const read = name.isQuoted || !Object.hasOwn(readers, name.text) ? undefined : readers[name.text];
  if (read === undefined) return { problem: unknown(name.text), isKnown: false };
  const command = read(name);
  if (!("problem" in command)) return { command };
  const written = usagesOf(name.text).map((usage) => `\`${usage}\``);
  return { problem: `${command.problem} Write ${written.join(" or ")}.`, isKnown: true };
}

type Read = (word: Word) => Command | Misread;

const readers: Readonly<Record<string, Read>> = {
  recheck: ({ rest }) => (isEmpty(rest) ? { name: "recheck" } : { problem: "`recheck` takes nothing more." }),
  explain: ({ rest }) => (isEmpty(rest) ? { name: "explain" } : { problem: "`explain` takes nothing more." }),
  "break-glass": ({ rest }) => readBreakGlass(rest),
  waive: ({ rest }) => readWaive(rest),
  review: ({ rest }) => readReview(rest),
};

/** What follows `approve` is the officer's reason; an incident of that name cannot be. */
function readBreakGlass(line: string): Command | Misread {
  const word = takeWord(line);
  if ("problem" in word) return word;
  if (word.text === "approve" && !word.isQuoted) {
    const reason = isEmpty(word.rest) ? null : readText(word.rest, "reason");
    return reason === null || typeof reason === "string" ? { name: "break-glass approve", reason } : reason;
  }
  const incident = readText(word.text + word.suffix, "incident");
  if (typeof incident !== "string") return incident;
  const reason = readText(word.rest, "reason");
  return typeof reason === "string" ? { name: "break-glass", incident, reason } : reason;
}

const decisions = ["approve", "reject", "escalate"] as const;

function readReview(line: string): Command | Misread {
  const word = takeWord(line);
  if ("problem" in word) return word;
  const decision = decisions.find((one) => one === word.text);
  if (decision === undefined || word.suffix !== "") return { problem: "`review` needs a decision." };
  const reason = readText(word.rest, "reason");
  return typeof reason === "string" ? { name: "review", decision, reason } : reason;
}

function isEmpty(text: string): boolean {
  return text.trim() === "";
}

function usagesOf(name: string): string[] {
  return Object.entries(usages).flatMap(([command, usage]) => (command.split(" ")[0] === name ? [usage] : []));
}

const mostOfName = 40;

function unknown(name: string): string {
  const said = name === "" ? "A command is missing" : `There is no command ${name.slice(0, mostOfName)}`;
  const written = Object.values(usages).map((usage) => `\`${usage}\``);
  return `${said}. There are ${written.join(", ")}.`;
}
