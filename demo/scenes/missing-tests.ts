import { gistOf } from "../gate.ts";
import type { Scene } from "../scene.ts";

/** A check that never came is not a check that passed. */
export const missingTests: Scene = {
  title: "CI never starts",
  end: "waiting",
  play: async ({ people, open, tell }) => {
    const pull = await open({
      author: people["mia-tanaka"],
      branch: "free-samples",
      title: "Price samples at nothing",
      body: "ACME-130",
      edits: {
        "src/checkout/cart.ts": (text) =>
          text.replace("/** Adds up", "/** The price of a sample. */\nexport const free = 0;\n\n/** Adds up"),
      },
    });
    await pull.approve(people["grace-adeyemi"]);
    const gate = await pull.gate({ state: "waiting", title: /unit/ });
    tell(`Grace approves, but no job has run. The gate: "${gate.title}"`);
    tell("It goes on waiting, and turns to a failure after 30 minutes (missing-after).");
    return `unit-tests: ${gistOf(gate)}`;
  },
};
