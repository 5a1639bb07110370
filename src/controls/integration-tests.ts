import { defineCheckControl } from "../checks/define-check-control.ts";

export const integrationTests = defineCheckControl({
  id: "integration-tests",
  title: "Integration tests",
  rationale: "The change works across the bounds of its parts before it lands.",
  satisfies: ["SOC2 CC8.1", "ISO27001 A.8.29"],
});
