import { cleartextUrl } from "./cleartext-url.ts";
import { clientApi } from "./client-api/index.ts";
import { clientProtocol } from "./client-protocol/index.ts";
import { disguisedUrl } from "./disguised-url.ts";
import { infrastructure } from "./infrastructure/index.ts";
import { joinedScheme } from "./joined-scheme.ts";
import { otherProtocol } from "./other-protocol/index.ts";
import { packageSource } from "./package-source/index.ts";
import type { Rule } from "./rule.ts";
import { serverApi } from "./server-api/index.ts";
import { tlsVerify } from "./tls-verify/index.ts";

/** All rules, by their ids. */
export const rules: readonly Rule[] = [
  cleartextUrl,
  joinedScheme,
  disguisedUrl,
  otherProtocol,
  clientApi,
  clientProtocol,
  serverApi,
  tlsVerify,
  infrastructure,
  packageSource,
];
