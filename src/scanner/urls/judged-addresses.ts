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
import { signsOutside } from "./signs-outside.ts";

/** An address that is worth a finding. */
export interface JudgedAddress {
  readonly address: Address;
  readonly severity: Severity;
  /** Keys or elements that it stands under, outermost first. */
  readonly keys: readonly string[];
}

interface Judged {
  readonly judged: readonly JudgedAddress[];
  /** Offsets of what may be further addresses. */
  readonly unjudged: readonly number[];
}

/** Addresses of one file that are judged each. */
const MOST = 50_000;
const known = new WeakMap<Source, Judged & { settings: Settings }>();

/** The addresses of a file that are worth a finding, in their order. Rules share the work. */
export function judgedAddresses(source: Source, settings: Settings, places: Places): readonly JudgedAddress[] {
  return judgedOnce(source, settings, places).judged;
}

/** Where addresses may stand in a file that holds too many to judge each. */
export function unjudgedAddresses(source: Source, settings: Settings, places: Places): readonly number[] {
  return judgedOnce(source, settings, places).unjudged;
}

function judgedOnce(source: Source, settings: Settings, places: Places): Judged {
  const done = known.get(source);
  if (done?.settings === settings) return done;
  const signs = signsIn(source.text, places, settings);
  const addresses = firstOf(findAddresses(source, signs)).sort((a, b) => a.start - b.start);
  const keys = keysAbove(
    source,
    addresses.map(({ start }) => start),
  );
  const judged = addresses.flatMap((address, index) => {
    const severity = judgeAddress(source, address, keys[index] ?? [], settings);
    return severity === null ? [] : [{ address, severity, keys: keys[index] ?? [] }];
  });
  const unjudged = addresses.length < MOST ? [] : signsOutside(signs, addresses);
  known.set(source, { settings, judged, unjudged });
  return { judged, unjudged };
}

function firstOf(found: Iterable<Address>): Address[] {
  const addresses: Address[] = [];
  for (const address of found) {
    addresses.push(address);
    if (addresses.length === MOST) break;
  }
  return addresses;
}

/** Those of them that speak HTTP. */
export function judgedWebAddresses(source: Source, settings: Settings, places: Places): readonly JudgedAddress[] {
  return judgedAddresses(source, settings, places).filter(({ address }) => isWeb(address.scheme));
}
