import { expect, test } from "vitest";
import { secretScan } from "../../src/controls/secret-scan.ts";
import { judged } from "../support/context.ts";
import { check, facts } from "../support/facts.ts";

const alert = (changes: object = {}) => ({ number: 1, type: "aws_key", state: "open", new: true, ...changes });

test.for([
  { when: "none", alerts: [], outcome: "pass" },
  { when: "a new one is open", alerts: [alert()], outcome: "fail" },
  { when: "it was resolved", alerts: [alert({ state: "resolved" })], outcome: "pass" },
  { when: "it was there before", alerts: [alert({ new: false })], outcome: "pass" },
  { when: "whether it is new cannot be read", alerts: [alert({ new: { unavailable: "403" } })], outcome: "unknown" },
  { when: "the alerts cannot be read", alerts: { unavailable: "404" }, outcome: "unknown" },
])("$when → $outcome", ({ alerts, outcome }) => {
  const given = facts({ secretScanning: { alerts } });
  expect(judged(secretScan, given, { alerts: { "fail-on": "any" } })).toMatchObject({ outcome });
});

test("a failed check counts where the alerts cannot be read", () => {
  const given = facts({
    secretScanning: { unavailable: "404" },
    checks: [check("secrets", { conclusion: "failure" })],
  });
  const checks = [{ name: "secrets", app: "github-actions", conclusions: ["success"] }];
  expect(judged(secretScan, given, { checks, alerts: { "fail-on": "any" } })).toMatchObject({ outcome: "fail" });
});
