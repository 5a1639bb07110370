import { expect, test } from "vitest";
import { versionStep } from "../../src/matching/version-step.ts";

test.for([
  { from: "1.2.3", to: "1.2.4", step: "patch" },
  { from: "1.2.3", to: "1.3.0", step: "minor" },
  { from: "1.2.3", to: "2.0.0", step: "major" },
  { from: "2.0.0", to: "1.9.9", step: "major" },
  { from: "0.1.0", to: "0.2.0", step: "minor" },
  { from: "1.0.0", to: "1.0.1-rc.1", step: "patch" },
  { from: "1.0.0", to: "1.1.0-rc.1", step: "minor" },
  { from: "1.0.0", to: "2.0.0-rc.1", step: "major" },
  { from: "1.0.0+a", to: "1.0.0+b", step: "patch" },
  { from: "1.0.0", to: "latest", step: null },
  { from: ">=1.0", to: "1.1.0", step: null },
])("$from → $to is $step", ({ from, to, step }) => {
  expect(versionStep(from, to)).toBe(step);
});
