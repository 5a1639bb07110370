import { expect, test } from "vitest";
import { integrationTests } from "../../src/controls/integration-tests.ts";
import { judged } from "../support/context.ts";
import { check, facts } from "../support/facts.ts";

const settings = { checks: [{ name: "integration-tests", app: "github-actions", conclusions: ["success"] }] };

test.for([
  { conclusion: "success", outcome: "pass" },
  { conclusion: "failure", outcome: "fail" },
  { conclusion: "skipped", outcome: "fail" },
])("ended as $conclusion → $outcome", ({ conclusion, outcome }) => {
  expect(
    judged(integrationTests, facts({ checks: [check("integration-tests", { conclusion })] }), settings),
  ).toMatchObject({ outcome });
});

test("did not come yet → pending", () => {
  expect(judged(integrationTests, facts(), settings)).toMatchObject({ outcome: "pending" });
});
