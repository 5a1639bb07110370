import { gistOf } from "../gate.ts";
import type { Scene } from "../scene.ts";

/** What was approved is not what would land. */
export const pushedAfterApproval: Scene = {
  title: "Approved, then pushed to",
  end: "waiting",
  play: async ({ people, open, tell }) => {
    const jonas = people["jonas-keller"];
    const path = "worker/statement.py";
    const pull = await open({
      author: jonas,
      branch: "statement-blanks",
      title: "Read statements with blanks around currencies",
      body: "KestrelPay pads them. ACME-123",
      edits: { [path]: (text) => text.replace(".upper()", ".strip().upper()") },
    });
    await pull.ci();
    await pull.approve(people["grace-adeyemi"]);
    const allowed = await pull.gate({ state: "allowed" });
    tell(`Grace, a senior engineer, approves. The gate: "${allowed.title}"`);
    await pull.push(jonas, "Forgive amounts with a sign", {
      [path]: (text) => text.replace('int(row["amount"])', 'abs(int(row["amount"]))'),
    });
    await pull.ci();
    const gate = await pull.gate({ state: "waiting", title: /^Waiting: 1 senior approval$/ });
    tell(`Jonas pushes one more commit, unseen by anybody. The gate: "${gate.title}"`);
    return `senior-review: ${gistOf(gate)} is missing; the approval was of another change`;
  },
};
