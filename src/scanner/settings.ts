import { defaultSeverities, type Severities } from "./severities.ts";

/** What a policy sets for the scanner. */
export interface Settings {
  /** Hosts that may be spoken to without encryption: exact, `*.suffix`, an IP address or a CIDR range. */
  readonly allowHosts: readonly string[];
  /** What findings weigh. */
  readonly severities: Severities;
}

/** What holds where a policy says nothing. */
export const defaultSettings: Settings = { allowHosts: [], severities: defaultSeverities };
