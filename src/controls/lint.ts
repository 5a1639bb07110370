import { defineCheckControl } from "../checks/define-check-control.ts";

export const lint = defineCheckControl({
  id: "lint",
  title: "Lint and format",
  rationale: "Code that the linter or formatter flags does not get in.",
  satisfies: ["SOC2 CC8.1", "ISO27001 A.8.28"],
});
