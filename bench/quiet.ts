import { setTimeout as sleep } from "node:timers/promises";
import { type Figures, readFigures } from "../demo/figures.ts";
import type { Lab } from "../lab/lab.ts";

const stillFor = 1_500;
const giveUpAfter = 60_000;

/** Waits until a server has nothing left to do: no job, no call, for a while. Answers its figures. */
export async function quiet(lab: Lab, url: string): Promise<Figures> {
  const deadline = Date.now() + giveUpAfter;
  let last = "";
  let since = Date.now();
  for (;;) {
    await lab.webhooks.settled();
    const figures = await readFigures(url);
    const state = JSON.stringify([figures, lab.requests.entries.length]);
    if (state !== last || figures.openJobs > 0) {
      last = state;
      since = Date.now();
    }
    if (Date.now() - since > stillFor) return figures;
    if (Date.now() > deadline) throw new Error(`no rest within ${giveUpAfter / 1000} s: ${state}`);
    await sleep(100);
  }
}
