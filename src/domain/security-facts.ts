import { z } from "zod";
import { readable, sha } from "./fact-schema.ts";

/** Severity of an alert or advisory, worst first. GitHub's `moderate` is `medium`. */
export const severitySchema = z
  .enum(["critical", "high", "medium", "low", "moderate"])
  .overwrite((value) => (value === "moderate" ? "medium" : value));

export const codeScanningSchema = z.strictObject({
  analyses: readable(
    z.array(
      z.strictObject({
        tool: z.string(),
        version: readable(z.string().nullable()),
        headSha: readable(sha.nullable()),
        error: readable(z.string()),
      }),
    ),
  ),
  alerts: readable(
    z.array(
      z.strictObject({
        number: z.int(),
        tool: readable(z.string()),
        rule: readable(z.string()),
        severity: readable(severitySchema),
        state: readable(z.string()),
        new: readable(z.boolean()).describe("not open on the base branch"),
        path: readable(z.string().nullable()),
        line: readable(z.int().nullable()),
      }),
    ),
  ),
});

export const dependencyChangeSchema = z.strictObject({
  change: z.enum(["added", "removed"]),
  ecosystem: readable(z.string()),
  name: z.string(),
  version: readable(z.string().nullable()),
  previousVersion: readable(z.string().nullable()),
  license: readable(z.string().nullable()),
  scope: readable(z.string().nullable()),
  manifest: readable(z.string()),
  vulnerabilities: readable(z.array(z.strictObject({ ghsa: z.string(), severity: readable(severitySchema) }))),
});

export const secretScanningSchema = z.strictObject({
  alerts: readable(
    z.array(
      z.strictObject({
        number: z.int(),
        type: readable(z.string()),
        state: readable(z.string()),
        new: readable(z.boolean()).describe("a location in a commit of this pull request"),
      }),
    ),
  ),
});
