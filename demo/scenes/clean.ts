import { mergeAllowed } from "../merge-allowed.ts";
import type { Scene } from "../scene.ts";

const receipt = `import { format, type Money } from "./money.ts";

/** The lines of a receipt. */
export function receipt(items: readonly { sku: string; price: Money }[]): string {
  return items.map(({ sku, price }) => \`\${sku.padEnd(20)} \${format(price).padStart(12)}\`).join("\\n");
}
`;
const test = `import assert from "node:assert/strict";
import { test } from "node:test";
import { receipt } from "../src/checkout/receipt.ts";

test("a receipt has a line for each item", () => {
  const price = { minor: 1250, currency: "EUR" };
  assert.equal(receipt([{ sku: "mug", price }]), "mug                     12.50 EUR");
});
`;

/** Nothing to object to. */
export const clean: Scene = {
  title: "Clean, and approved by a senior engineer",
  end: "merged",
  play: async ({ people, open, tell }) => {
    const pull = await open({
      author: people["mia-tanaka"],
      branch: "receipt",
      title: "Print a receipt",
      body: "Customers ask for one. ACME-101",
      edits: { "src/checkout/receipt.ts": receipt, "test/unit.receipt.test.ts": test },
    });
    await pull.ci();
    const { title } = await pull.gate({ state: "waiting", title: /^Waiting: 1 senior approval$/ });
    tell(`CI is green. The gate: "${title}"`);
    await pull.approve(people["priya-raman"]);
    const allowed = await pull.gate({ state: "allowed" });
    tell(`Priya, a senior engineer, approves. The gate: "${allowed.title}"`);
    await mergeAllowed(pull, people["mia-tanaka"]);
    tell("Mia merges.");
    return "tests green, approved by a senior engineer";
  },
};
