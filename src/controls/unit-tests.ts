import { defineCheckControl } from "../checks/define-check-control.ts";

export const unitTests = defineCheckControl({
  id: "unit-tests",
  title: "Unit tests",
  rationale: "The parts of the change do what they should before it lands.",
  satisfies: ["SOC2 CC8.1", "ISO27001 A.8.29"],
});
