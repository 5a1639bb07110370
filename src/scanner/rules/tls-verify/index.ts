import { patternRule } from "../../patterns/pattern-rule.ts";
import { apple } from "./apple.ts";
import { commands } from "./commands.ts";
import { configuration } from "./configuration.ts";
import { connectionStrings } from "./connection-strings.ts";
import { dotnet } from "./dotnet.ts";
import { environment } from "./environment.ts";
import { go } from "./go.ts";
import { javascript } from "./javascript.ts";
import { jvm } from "./jvm.ts";
import { native } from "./native.ts";
import { php } from "./php.ts";
import { python } from "./python.ts";
import { ruby } from "./ruby.ts";
import { rust } from "./rust.ts";
import { scripting } from "./scripting.ts";
import { transport } from "./transport.ts";
import { verification } from "./verification.ts";

/** HTTP030: a client that accepts any certificate, or does without TLS. */
export const tlsVerify = patternRule({
  id: "HTTP030",
  title: "Certificate not verified, or TLS switched off",
  remedy: "Leave TLS and its verification on; trust a private certificate authority by its certificate.",
  // Improper certificate validation.
  cwe: 295,
  yieldsTo: "HTTP050",
  patterns: [
    ...verification,
    ...transport,
    ...connectionStrings,
    ...environment,
    ...commands,
    ...configuration,
    ...javascript,
    ...python,
    ...go,
    ...jvm,
    ...dotnet,
    ...ruby,
    ...php,
    ...native,
    ...rust,
    ...apple,
    ...scripting,
  ],
});
