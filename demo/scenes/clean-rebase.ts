import { mergeAllowed } from "../merge-allowed.ts";
import type { Scene } from "../scene.ts";

/** The same change on a base that moved on. */
export const cleanRebase: Scene = {
  title: "Approved, then rebased without a change",
  end: "merged",
  play: async ({ people, open, tell }) => {
    const jonas = people["jonas-keller"];
    const pull = await open({
      author: jonas,
      branch: "worker-usage",
      title: "Say how the reconciliation is run",
      body: "ACME-125",
      from: "origin/main~2",
      edits: {
        "README.md": (text) => `${text}\n\nThe job runs at 02:00: \`python3 worker/reconcile.py OURS.csv THEIRS.csv\`.`,
      },
    });
    await pull.ci();
    await pull.approve(people["tomasz-wilk"]);
    await pull.gate({ state: "allowed" });
    tell("Tomasz approves a branch that is two merges behind main. The gate allows it.");
    const before = pull.head();
    await pull.rebase(jonas);
    await pull.ci();
    const allowed = await pull.gate({ state: "allowed" });
    const move = `${before.slice(0, 7)} → ${pull.head().slice(0, 7)}`;
    tell(`Jonas rebases and pushes with force (${move}), the change is the same. The gate: "${allowed.title}"`);
    await mergeAllowed(pull, jonas);
    tell("Jonas merges.");
    return "the approval stayed: a rebase left the change as it was";
  },
};
