import { gistOf, linesAbout } from "../gate.ts";
import type { Scene } from "../scene.ts";

const typescript = {
  manifest: "package.json",
  name: "typescript",
  license: "Apache-2.0",
  scope: "development",
} as const;

/** Whoever adds to a bot's change is an author of it. */
export const dependabot: Scene = {
  title: "Dependabot's, with a commit by a senior engineer on top",
  end: "waiting",
  play: async ({ people, dependabot: bot, open, tell }) => {
    const priya = people["priya-raman"];
    const pull = await open({
      author: bot,
      branch: "dependabot/npm_and_yarn/typescript-5.8.3",
      title: "Bump typescript from 5.8.2 to 5.8.3",
      body: "Bumps typescript from 5.8.2 to 5.8.3.",
      edits: { "package.json": (text) => text.replace('"typescript": "5.8.2"', '"typescript": "5.8.3"') },
    });
    await pull.push(priya, "Check types without looking into packages", {
      "package.json": (text) => text.replace("tsc --noEmit", "tsc --noEmit --skipLibCheck"),
    });
    await pull.dependencies([
      { ...typescript, change_type: "removed", version: "5.8.2" },
      { ...typescript, change_type: "added", version: "5.8.3" },
    ]);
    await pull.ci();
    await pull.approve(priya);
    const gate = await pull.gate({ state: "waiting", title: /^Waiting: 1 senior approval$/, text: /priya-raman/ });
    tell(`Priya pushes a commit of her own and approves the lot. The gate: "${gate.title}"`);
    for (const line of linesAbout(gate, "priya-raman")) tell(`  ${line}`);
    return `senior-review: ${gistOf(gate)} is missing; priya-raman has a commit in it`;
  },
};
