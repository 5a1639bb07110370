import type { DependencyChange } from "../../domain/facts.ts";
import { severitySchema } from "../../domain/security-facts.ts";
import { readable } from "../readable.ts";
import type { Gatherer } from "./gatherer.ts";

/** Dependencies that come and go, from the merge base to the head. */
export const dependencyChanges: Gatherer<"dependencyChanges"> = {
  changedBy: ["pull_request"],
  permissions: { contents: "read" },
  read(source) {
    return readable(async () => {
      const { github, repo } = source;
      const [{ mergeBase }, { head }] = await Promise.all([source.comparison(), source.pull()]);
      const basehead = `${mergeBase}...${head.sha}`;
      const { data } = await github.rest.dependencyGraph.diffRange({ ...repo, basehead });
      return data.map(toChange);
    }, source.onFailure);
  },
};

interface Data {
  change_type: "added" | "removed";
  manifest: string;
  ecosystem: string;
  name: string;
  version: string;
  license: string | null;
  scope: string;
  vulnerabilities: { severity: string; advisory_ghsa_id: string }[];
}

function toChange(data: Data): DependencyChange {
  return {
    change: data.change_type,
    ecosystem: data.ecosystem,
    name: data.name,
    version: data.version === "" ? null : data.version,
    previousVersion: null,
    license: data.license,
    scope: data.scope,
    manifest: data.manifest,
    vulnerabilities: data.vulnerabilities.map(({ severity, advisory_ghsa_id: ghsa }) => {
      const known = severitySchema.safeParse(severity.toLowerCase());
      const level = known.success ? (known.data as "critical" | "high" | "medium" | "low") : null;
      return { ghsa, severity: level ?? { unavailable: `GitHub gives the severity ${severity}` } };
    }),
  };
}
