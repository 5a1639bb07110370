import pino from "pino";
import { controls } from "../../src/controls/index.ts";
import {
  createGroupEvaluator,
  type DecidedGroup,
  type GroupEvaluatorOptions,
} from "../../src/github/merge-groups/evaluator.ts";
import type { MergeGroupRef } from "../../src/pipeline/merge-groups.ts";
import { isMovedIn } from "../../src/scanner/moved-in.ts";
import { wantsText } from "../../src/scanner/wants-text.ts";
import type { Gate } from "./gate.ts";
import { createMergeGroups } from "./merge-groups.ts";

/** How a group is put together; what is not given is as a merge queue would do it. */
export interface Building {
  number: number;
  /** The pull request's head that is merged in. */
  head: string;
  /** Default: the tip of `main`. */
  base?: string;
  /** Files that the group holds beside. */
  extra?: Record<string, string | null>;
  message?: string;
  squash?: boolean;
}

/** Merge groups on a gate's lab that a test builds itself, with git. */
export interface Groups {
  memory: ReturnType<typeof createMergeGroups>;
  /** What was decided, last first. */
  decisions: DecidedGroup[];
  /** Groups that were asked to be judged. */
  asked: string[];
  /** Builds a group and tells of it. Returns its head. */
  build(building: Building): Promise<string>;
  ref(headSha: string): MergeGroupRef;
  /** Judges it: how the gate's newest check run on it ends, and what it says. */
  /** Gives it up, as after the last try that failed: the gate's newest check run on it. */
  givenUp(headSha: string): Promise<{ conclusion: string; title: string; text: string }>;
  judged(
    headSha: string,
    given?: Partial<GroupEvaluatorOptions>,
  ): Promise<{ conclusion: string; title: string; text: string }>;
}

/** Sets up the judging of groups. */
export function createGroups(gate: Gate): Groups {
  const memory = createMergeGroups();
  const decisions: DecidedGroup[] = [];
  const asked: string[] = [];
  const options: GroupEvaluatorOptions = {
    installation: () => gate.installation(),
    pullRequests: gate.memory,
    reports: gate.reports,
    policies: gate.policies,
    exceptions: { requests: async () => [], waivers: async () => [] },
    controls,
    interest: { wantsText, isMovedIn },
    now: () => new Date(),
    log: pino({ level: "silent" }),
    mergeGroups: memory,
    queue: { enqueueGroup: async ({ headSha }) => void asked.push(headSha) },
    record: async () => 41,
    recordGroup: async (_, decided) => void decisions.unshift(decided),
  };
  const { number: _, ...repository } = gate.ref(0);
  const ref = (headSha: string) => ({ ...repository, headSha });
  return {
    memory,
    decisions,
    asked,
    ref,
    async build(building) {
      const { headSha, headRef, baseSha } = await mergeIn(gate, building);
      const group = { headSha, headRef, baseRef: "main", baseSha, number: building.number };
      await memory.keep(repository, group, new Date());
      return headSha;
    },
    async givenUp(headSha) {
      await createGroupEvaluator(options).giveUp(ref(headSha), "ref-1");
      return newest(headSha);
    },
    async judged(headSha, given = {}) {
      await createGroupEvaluator({ ...options, ...given }).evaluate(ref(headSha));
      return newest(headSha);
    },
  };

  async function newest(headSha: string) {
    const [run] = await gate.checkRuns(headSha);
    const { title = "", text = "" } = run?.output ?? {};
    return { conclusion: run === undefined ? "none" : (run.conclusion ?? run.status), title, text: text ?? "" };
  }
}

async function mergeIn(gate: Gate, { number, head, base, extra = {}, message, squash }: Building) {
  const { work } = gate.scene;
  await work.git("fetch", "--quiet", "origin");
  const baseSha = base ?? (await work.git("rev-parse", "origin/main")).trim();
  await work.git("checkout", "--quiet", "--detach", baseSha);
  const text = message ?? `Merge pull request #${number}`;
  if (squash === true) await work.git("merge", "--quiet", "--squash", head);
  else await work.git("merge", "--quiet", "--no-ff", "--no-commit", head);
  const headSha = await work.commit(extra, text);
  const headRef = `refs/heads/gh-readonly-queue/main/pr-${number}-${baseSha}`;
  await placeGroup(gate, headSha, headRef);
  return { headSha, headRef, baseSha };
}

/** Puts a commit of the clone where a queue keeps a group: nobody may push there. */
export async function placeGroup({ scene: { work, repository } }: Gate, headSha: string, headRef: string) {
  await work.git("push", "--quiet", "--force", "origin", `${headSha}:refs/heads/built/${headSha}`);
  await repository.git.updateRefs([{ ref: headRef, sha: headSha }]);
}
