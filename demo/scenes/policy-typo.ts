import { gistOf, linesAbout } from "../gate.ts";
import type { Scene } from "../scene.ts";

const path = ".github/mergewarden.yml";

/** A policy that does not load is told before it can do harm. */
export const policyTypo: Scene = {
  title: "A typo breaks the policy",
  end: "blocked",
  play: async ({ people, open, tell }) => {
    const pull = await open({
      author: people["leo-martin"],
      branch: "two-approvals",
      title: "Ask for two approvals everywhere",
      body: "ACME-133",
      edits: { [path]: (text) => text.replace("senior-review: {}", "senior-reveiw: { approvals: 2 }") },
    });
    await pull.ci();
    await pull.approve(people["ines-duarte"]);
    await pull.approve(people["tomasz-wilk"]);
    const gate = await pull.gate({ state: "blocked", text: /senior-reveiw/ });
    tell(`An officer and a senior engineer approve and overlook it. The gate: "${gate.title}"`);
    for (const line of linesAbout(gate, "senior-reveiw")) tell(`  ${line}`);
    return `policy-change: ${gistOf(gate)}`;
  },
};
