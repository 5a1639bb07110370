import type { Command } from "../../commands/command.ts";
import { judgeReview } from "../../commands/review.ts";
import type { Actor, Readable } from "../../domain/facts.ts";
import { decidedRecord, lateRecord, resolvedRecord } from "../../evidence/exception-record.ts";
import type { Decision, Known } from "../../pipeline/commands.ts";
import { inline } from "../report/text.ts";
import type { Asked } from "./asked.ts";
import { decidePlainly } from "./plain-commands.ts";

const mostOfAnswer = 2000;

/** Decides on a command in the thread by which what landed past the gate is reviewed. */
export function decideReview(
  asked: Asked,
  command: Command,
  officers: Readable<readonly Actor[]>,
  known: Known,
): Decision {
  const { obligation } = known;
  if (command.name !== "review" || obligation === null) return decideOther(asked, command, known);
  const { by, at, id: commentId } = asked;
  const { outcome, decision, state, resolvedBy } = judgeReview(command, { by, at, commentId, officers, obligation });
  if (decision === null) {
    return asked.isAssociated
      ? { kind: command.name, outcome: inert(outcome), records: [] }
      : decidePlainly(asked, known);
  }
  const records = [
    decidedRecord(obligation, decision, command.reason),
    ...(state === "escalated" ? [lateRecord("exception.escalated", obligation, at)] : []),
    ...(state === "resolved" ? [resolvedRecord(obligation, resolvedBy, at)] : []),
  ];
  const review = { key: obligation.key, decision, state };
  return { kind: command.name, outcome: inert(outcome), review, records };
}

function decideOther(asked: Asked, { name }: Command, known: Known): Decision {
  if (!asked.isAssociated) return decidePlainly(asked, known);
  const answer = `\`${name}\` is no command for here: this takes \`review\` alone.`;
  return { kind: name, outcome: { reaction: "-1", answer, followUp: "nothing" }, records: [] };
}

function inert<T extends { answer: string }>(outcome: T): T {
  return { ...outcome, answer: inline(outcome.answer, mostOfAnswer) };
}
