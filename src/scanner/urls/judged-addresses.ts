import { keysAbove } from "../context/keys-above.ts";
import type { Severity } from "../finding.ts";
import type { Places } from "../rules/rule.ts";
import type { Settings } from "../settings.ts";
import type { Source } from "../source.ts";
import type { Address } from "./address.ts";
import { findAddresses } from "./find-addresses.ts";
import { judgeAddress } from "./judge-address.ts";
import { isWeb } from "./scheme.ts";
import { signsIn } from "./signs.ts";

/** An address that is worth a finding. */
export interface JudgedAddress {
  readonly address: Address;
  readonly severity: Severity;
  /** Keys or elements that it stands under, outermost first. */
  readonly keys: readonly string[];
}

const known = new WeakMap<Source, { settings: Settings; judged: readonly JudgedAddress[] }>();

/** The addresses of a file that are worth a finding, in their order. Rules share the work. */
export function judgedAddresses(source: Source, settings: Settings, places: Places): readonly JudgedAddress[] {
  const done = known.get(source);
  if (done?.settings === settings) return done.judged;
  const addresses = [...findAddresses(source, signsIn(source.text, places, settings))].sort(
    (a, b) => a.start - b.start,
  );
  const keys = keysAbove(
    source,
    addresses.map(({ start }) => start),
  );
  const judged = addresses.flatMap((address, index) => {
    const severity = judgeAddress(source, address, keys[index] ?? [], settings);
    return severity === null ? [] : [{ address, severity, keys: keys[index] ?? [] }];
  });
  known.set(source, { settings, judged });
  return judged;
}

/** Those of them that speak HTTP. */
export function judgedWebAddresses(source: Source, settings: Settings, places: Places): readonly JudgedAddress[] {
  return judgedAddresses(source, settings, places).filter(({ address }) => isWeb(address.scheme));
}
