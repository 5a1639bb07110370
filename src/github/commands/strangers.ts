import type { Decision, Known } from "../../pipeline/commands.ts";
import type { Asked } from "./asked.ts";

/** Remembered of commands that people without a part in the repository may not give. */
const stranger = "stranger";

/** Strangers are told once for a pull request: nobody can make the app talk without end. */
export function tellStrangersOnce(decision: Decision, { isAssociated }: Asked, { kinds }: Known): Decision {
  const { reaction, answer } = decision.outcome;
  if (isAssociated || reaction === "+1") return decision;
  return {
    ...decision,
    kind: stranger,
    outcome: { ...decision.outcome, answer: kinds.has(stranger) ? null : answer },
  };
}
