import { ancestorNamed, childOf, type Entry, entriesWithin } from "../../entries/entry.ts";
import { remembered } from "../../entries/remembered.ts";
import type { Severity } from "../../finding.ts";
import { judgeHost } from "../../hosts/judge-host.ts";
import type { Check } from "./entry-rule.ts";
import { isPartOf } from "./resource.ts";
import type { Around, Setting } from "./setting.ts";

const sections = ["scrape_configs", "alertmanagers", "remote_write", "remote_read"];

/** What Prometheus scrapes and tells without TLS, by where that is: https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
export const scrapeScheme: Check = {
  words: ["scheme"],
  languages: ["yaml", "json"],
  value: /^http$/i,
  find(entry, around) {
    if (entry.key !== "scheme") return undefined;
    if (isPartOf(entry, /^(?:Service|Pod)Monitor$|^ScrapeConfig$|^Probe$/)) return { entry, severity: "notice" };
    if (sections.every((name) => ancestorNamed(entry, name) === undefined)) return undefined;
    const severity = weighTargets(entry, around);
    return severity === null ? undefined : { entry, severity };
  },
  why: "Prometheus connects without encryption.",
};

const targetsOf = remembered((job) =>
  [...entriesWithin(job)]
    .filter(({ key }) => key === "targets")
    .flatMap(({ children }) => children.map(({ value }) => value)),
);

/** The worst of the targets; where they are discovered, they are services of a cluster most often. */
function weighTargets(scheme: Entry, { settings }: Around): Severity | null {
  const targets = targetsOf(scheme.parent ?? scheme);
  if (targets.length === 0) return "notice";
  const weights = targets.map((target) => (target === undefined ? "notice" : judgeHost(target, settings)));
  return (["error", "warning", "notice"] as const).find((weight) => weights.includes(weight)) ?? null;
}

/** Grafana, https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#protocol */
export const grafana: readonly Setting[] = [
  {
    keys: ["server.protocol", "grafana.ini.server.protocol", "gf_server_protocol"],
    values: ["http"],
    // Its default, and most often behind what terminates TLS.
    when: (entry, { source }) =>
      /grafana/i.test(source.path) || childOf(entry.parent, "root_url", "http_port") !== undefined ? "notice" : false,
    why: "Grafana answers without encryption.",
  },
];
