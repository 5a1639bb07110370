import { patternRule } from "../../patterns/pattern-rule.ts";
import { commands } from "./commands.ts";
import { dotnet } from "./dotnet.ts";
import { go } from "./go.ts";
import { javascript } from "./javascript.ts";
import { jvm } from "./jvm.ts";
import { mobile } from "./mobile.ts";
import { native } from "./native.ts";
import { php } from "./php.ts";
import { python } from "./python.ts";
import { ruby } from "./ruby.ts";
import { rust } from "./rust.ts";
import { scheme } from "./scheme.ts";
import { scripting } from "./scripting.ts";
import { settings } from "./settings.ts";

/** HTTP010: a client that is told to speak HTTP by something else than an address. */
export const clientApi = patternRule({
  id: "HTTP010",
  title: "HTTP client without TLS",
  remedy: "Use the HTTPS class, scheme or option of this client.",
  patterns: [
    ...scheme,
    ...settings,
    ...commands,
    ...javascript,
    ...python,
    ...go,
    ...jvm,
    ...dotnet,
    ...ruby,
    ...php,
    ...rust,
    ...native,
    ...mobile,
    ...scripting,
  ],
});
