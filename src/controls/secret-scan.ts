import { judgeChecks } from "../checks/judge-checks.ts";
import { checksSetting } from "../checks/selector.ts";
import { defineControl } from "../domain/control.ts";
import { judgePart } from "../domain/judge-part.ts";
import { read } from "../domain/readable.ts";
import { group } from "../domain/setting.ts";
import { combine, type Judgement } from "../domain/verdict.ts";
import { failOnSetting, judgeAlerts } from "../scans/alerts.ts";

export const secretScan = defineControl({
  id: "secret-scan",
  title: "Secret scan",
  rationale: "A secret that is in the history is no secret any more: it is found before it lands.",
  satisfies: ["SOC2 CC6.1", "SOC2 CC8.1", "ISO27001 A.8.28"],
  needs: ["commits", "checks", "branchRules", "secretScanning"],
  settings: {
    checks: checksSetting,
    alerts: group("Alerts of GitHub secret scanning. A secret has no severity: every new alert counts.", {
      "fail-on": failOnSetting("any"),
    }),
  },
  requiresOneOf: ["checks", "alerts"],

  evaluate(facts, { checks, alerts }, context) {
    const parts: Judgement[] = [];
    if (checks.length > 0) parts.push(judgePart(() => judgeChecks(facts, checks, context)));
    if (alerts !== undefined) {
      const found = () => read(facts.secretScanning, "secret scanning").alerts;
      parts.push(judgePart(() => judgeAlerts(found(), "secret scanning", alerts["fail-on"])));
    }
    return combine(parts);
  },
});
