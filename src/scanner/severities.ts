import { atLeast, type RuleId, type Severity } from "./finding.ts";
import type { HostKind } from "./hosts/host.ts";

/** What a finding may weigh by policy, laxest first; `off`: it is none. */
export const weights = ["off", "notice", "warning", "error"] as const;
export type Weight = (typeof weights)[number];

/** A setting of how much something weighs. */
interface WeightSetting {
  readonly default: Weight;
  readonly description: string;
}

/** What reasonable people judge differently, with what it weighs unless a policy says otherwise. */
export const contestedCases = {
  "private-address": { default: "warning", description: "Addresses of private networks, such as `10.0.0.1`." },
  "internal-name": { default: "warning", description: "Names under .internal, .local, .corp, .lan and the like." },
  "cluster-service": { default: "notice", description: "Services of a Kubernetes cluster: `NAME.NAMESPACE.svc`." },
  "single-label": { default: "notice", description: "Hosts without a dot, such as the services of Compose." },
  "documentation-host": { default: "off", description: "example.com, .test and the other names kept for examples." },
  "wildcard-address": { default: "off", description: "`0.0.0.0` and `[::]` as a client's address." },
  "html-link": { default: "notice", description: "Links that a person may follow: `<a href>`." },
  "chosen-scheme": { default: "notice", description: 'A scheme chosen at run time: `secure ? "https" : "http"`.' },
  "markdown-commands": { default: "notice", description: "At most, for shell commands in Markdown." },
  examples: { default: "warning", description: "At most, for files in folders of examples." },
  tests: { default: "off", description: "At most, for tests; `off`: they are not looked at." },
} as const satisfies Record<string, WeightSetting>;
export type ContestedCase = keyof typeof contestedCases;

/** What an ordinary finding of each rule weighs unless a policy says otherwise. */
export const ruleWeights: Readonly<Record<RuleId, Severity>> = {
  HTTP001: "error",
  HTTP002: "error",
  HTTP003: "error",
  HTTP004: "warning",
  HTTP010: "error",
  HTTP011: "error",
  HTTP020: "notice",
  HTTP030: "error",
  HTTP040: "error",
  HTTP050: "error",
};

/** What everything weighs that a policy may weigh. */
export type Severities = Readonly<Record<ContestedCase | RuleId, Weight>>;

const defaultsOfCases = Object.fromEntries(
  Object.entries(contestedCases).map(([name, setting]) => [name, setting.default]),
) as Record<ContestedCase, Weight>;
export const defaultSeverities: Severities = { ...defaultsOfCases, ...ruleWeights };

const casesOfHosts: Readonly<Record<HostKind, ContestedCase | null | undefined>> = {
  none: null,
  local: null,
  pattern: null,
  namespace: null,
  wildcard: "wildcard-address",
  documentation: "documentation-host",
  cluster: "cluster-service",
  "single-label": "single-label",
  private: "private-address",
  internal: "internal-name",
  unknown: undefined,
  public: undefined,
};

/** What an unencrypted connection weighs by its host; null: nothing. Where hosts are not contested, that is an error. */
export function severityOfHost(kind: HostKind, severities: Severities): Severity | null {
  const contested = casesOfHosts[kind];
  if (contested === undefined) return "error";
  return contested === null ? null : severityOf(severities[contested]);
}

/** A weight as the severity of a finding; null: it is none. */
export function severityOf(weight: Weight): Severity | null {
  return weight === "off" ? null : weight;
}

/** Of two weights the one that weighs less. */
export function lesser(one: Weight, other: Weight): Weight {
  return weights.indexOf(one) < weights.indexOf(other) ? one : other;
}

/** A severity that weighs at most so much; null: nothing. */
export function capped(severity: Severity, cap: Weight): Severity | null {
  if (cap === "off") return null;
  return atLeast(severity, cap) ? cap : severity;
}

/**
 * A rule's finding as the policy weighs that rule: its ordinary findings weigh exactly so much, and those that weigh
 * less for a reason of their own at most.
 */
export function weighByRule(rule: RuleId, severity: Severity, severities: Severities): Severity | null {
  const asked = severities[rule];
  if (asked === ruleWeights[rule]) return severity;
  return severity === ruleWeights[rule] ? severityOf(asked) : capped(severity, asked);
}
