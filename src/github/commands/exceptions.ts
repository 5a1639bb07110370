import { judgeApproval, judgeRequest } from "../../commands/break-glass.ts";
import type { Command } from "../../commands/command.ts";
import { type Judged, refuse } from "../../commands/judged.ts";
import type { Asking, Standing } from "../../commands/standing.ts";
import { judgeWaive } from "../../commands/waive.ts";
import { grantRecord } from "../../evidence/grant-record.ts";
import type { CommandComment, Decision, Known } from "../../pipeline/commands.ts";
import { inline } from "../report/text.ts";

/** Commands that not everybody may give: what they need is read before they are decided on. */
export type RoleCommand = Exclude<Command, { name: "recheck" | "explain" }>;

/** Whether a command is one of those. */
export function isRoleCommand(command: Command): command is RoleCommand {
  return command.name !== "recheck" && command.name !== "explain";
}

/** Decides on a command by who gives it. */
export function decideByRole(
  command: RoleCommand,
  comment: CommandComment,
  standing: Standing,
  now: Date,
  known: Known,
): Decision {
  const { reaction, answer, followUp, grant, evidence } = judge(
    command,
    { ...standing, id: comment.id, by: comment.by, now },
    known,
  );
  return {
    kind: command.name,
    outcome: { reaction, answer: inline(answer, mostOfAnswer), followUp },
    ...(grant !== null && { grant }),
    records: grant === null ? [] : [grantRecord(comment, grant, evidence)],
  };
}

const mostOfAnswer = 2000;

function judge(command: RoleCommand, asking: Asking, known: Known): Judged {
  if (command.name === "break-glass") return judgeRequest(command, asking, known);
  if (command.name === "break-glass approve") return judgeApproval(command, asking, known);
  if (command.name === "waive") return judgeWaive(command, asking);
  return refuse("`review` is a command for the issue that asks for it.");
}
