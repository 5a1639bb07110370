/** What a policy sets for the scanner. */
export interface Settings {
  /** Hosts that may be spoken to without encryption: exact, `*.suffix`, an IP address or a CIDR range. */
  readonly allowHosts: readonly string[];
}
