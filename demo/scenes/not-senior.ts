import { gistOf, linesAbout } from "../gate.ts";
import type { Scene } from "../scene.ts";

/** A colleague's approval is welcome, and not enough. */
export const notSenior: Scene = {
  title: "Approved by a colleague who is not a senior engineer",
  end: "waiting",
  play: async ({ people, open, tell }) => {
    const pull = await open({
      author: people["mia-tanaka"],
      branch: "larger-carts",
      title: "Allow larger carts",
      body: "Wholesale customers order by the pallet. ACME-120",
      edits: { "src/checkout/cart.ts": (text) => text.replace("mostOfOne = 100", "mostOfOne = 500") },
    });
    await pull.ci();
    await pull.approve(people["jonas-keller"]);
    const gate = await pull.gate({ state: "waiting", title: /^Waiting: 1 senior approval$/, text: /jonas-keller/ });
    tell(`CI is green and Jonas approves. The gate: "${gate.title}"`);
    for (const line of linesAbout(gate, "jonas-keller")) tell(`  ${line}`);
    return `senior-review: ${gistOf(gate)} is missing; jonas-keller is no senior engineer`;
  },
};
