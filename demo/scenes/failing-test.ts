import { gistOf } from "../gate.ts";
import type { Scene } from "../scene.ts";

/** Red tests do not land, whoever approves. */
export const failingTest: Scene = {
  title: "A test fails",
  end: "blocked",
  play: async ({ people, open, tell }) => {
    const leo = people["leo-martin"];
    const pull = await open({
      author: leo,
      branch: "round-down",
      title: "Round taxes down",
      body: "ACME-128",
      edits: { "src/checkout/money.ts": (text) => text.replace(" + 5_000", "") },
    });
    await pull.ci({ unit: "failure" });
    await pull.approve(people["priya-raman"]);
    const gate = await pull.gate({ state: "blocked", title: /unit/ });
    tell(`Priya approves, but the job unit is red. The gate: "${gate.title}"`);
    const { status, message } = await pull.merge(leo);
    if (status !== 405) throw new Error(`the merge was answered with ${status}: ${message}`);
    tell(`Leo presses the merge button all the same. GitHub answers ${status}: ${firstLines(message)}`);
    return `unit-tests: ${gistOf(gate)}; merging is answered with ${status}`;
  },
};

function firstLines(message: string): string {
  return message.split(" - ")[0]?.split("\n").filter(Boolean).join(": ") ?? "";
}
