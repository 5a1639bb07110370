import { expect, test } from "vitest";
import { lint } from "../../src/controls/lint.ts";
import { judged } from "../support/context.ts";
import { check, facts } from "../support/facts.ts";

const settings = { checks: [{ name: "lint", app: "github-actions", conclusions: ["success"] }] };

test.for([
  { conclusion: "success", outcome: "pass" },
  { conclusion: "failure", outcome: "fail" },
  { conclusion: "skipped", outcome: "fail" },
])("ended as $conclusion → $outcome", ({ conclusion, outcome }) => {
  expect(judged(lint, facts({ checks: [check("lint", { conclusion })] }), settings)).toMatchObject({ outcome });
});

test("did not come yet → pending", () => {
  expect(judged(lint, facts(), settings)).toMatchObject({ outcome: "pending" });
});
