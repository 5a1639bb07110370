import type { Pattern } from "../../patterns/pattern.ts";
import { accepting } from "./accepting.ts";
import { flags, switchedOff, switchedOn } from "./options.ts";
import { verifying } from "./verifying.ts";

/** Flags that by their being there do the same. */
const acceptingFlags = [
  ...accepting,
  "insecure registry",
  "allow insecure registry",
  "insecure registries",
  "ignore certificate errors spki list",
  "skip ca check",
  "skip cn check",
];

const unverified = "Certificates are not verified.";

/** Options, keys, arguments and flags by which TLS accepts any certificate, whatever they are written in. */
export const verification: readonly Pattern[] = [
  ...switchedOn(accepting, unverified),
  ...switchedOff(verifying, unverified),
  flags(acceptingFlags, unverified),
];
