import { patternRule } from "../../patterns/pattern-rule.ts";
import { dotnet } from "./dotnet.ts";
import { go } from "./go.ts";
import { javascript } from "./javascript.ts";
import { jvm } from "./jvm.ts";
import { others } from "./others.ts";
import { python } from "./python.ts";

/** HTTP020: a server that listens without TLS. */
export const serverApi = patternRule({
  id: "HTTP020",
  title: "Server without TLS",
  remedy: "Serve HTTPS; where a proxy ends TLS in front of it, have the policy waive this.",
  patterns: [...go, ...javascript, ...python, ...jvm, ...dotnet, ...others],
});
