import type { Pattern } from "../../patterns/pattern.ts";
import { patternRule } from "../../patterns/pattern-rule.ts";
import { judgedAddresses } from "../../urls/judged-addresses.ts";
import { isWeb } from "../../urls/scheme.ts";
import { addressWords } from "../../urls/signs.ts";
import { whyHost } from "../../urls/why-host.ts";
import { isEncrypted } from "../other-protocol/encrypted.ts";
import type { Rule } from "../rule.ts";
import { buildPositions } from "./builds.ts";
import { commandPositions } from "./commands.ts";
import { containerPatterns, containerPositions } from "./containers.ts";
import { dotnetPatterns, dotnetPositions } from "./dotnet.ts";
import { gitPositions } from "./git.ts";
import { goPatterns } from "./go.ts";
import { javascriptPatterns, javascriptPositions } from "./javascript.ts";
import { jvmPatterns, jvmPositions } from "./jvm.ts";
import { languagePositions } from "./languages.ts";
import { phpPatterns, phpPositions } from "./php.ts";
import { hasChecksum, positionOf, positionsIn } from "./position.ts";
import { pythonPatterns, pythonPositions } from "./python.ts";
import { rubyPatterns, rubyPositions } from "./ruby.ts";
import { systemPatterns, systemPositions } from "./system.ts";
import { variablePositions } from "./variables.ts";

const patterns: readonly Pattern[] = [
  ...containerPatterns,
  ...dotnetPatterns,
  ...goPatterns,
  ...javascriptPatterns,
  ...jvmPatterns,
  ...phpPatterns,
  ...pythonPatterns,
  ...rubyPatterns,
  ...systemPatterns,
];
const positions = [
  ...buildPositions,
  ...commandPositions,
  ...containerPositions,
  ...dotnetPositions,
  ...gitPositions,
  ...javascriptPositions,
  ...jvmPositions,
  ...languagePositions,
  ...phpPositions,
  ...pythonPositions,
  ...rubyPositions,
  ...systemPositions,
  ...variablePositions,
];
const options = patternRule({
  id: "HTTP050",
  title: "Packages from an unauthenticated source",
  remedy: "Fetch packages over HTTPS from a source whose certificate is verified.",
  patterns,
});

/** HTTP050: packages, modules and images that anybody on the way can replace. */
export const packageSource: Rule = {
  ...options,
  words: [...addressWords, ...options.words],
  *find(source, settings, places) {
    yield* options.find(source, settings, places);
    const here = positionsIn(source, positions);
    for (const judged of judgedAddresses(source, settings, places)) {
      const position = positionOf(source, judged, here);
      if (position === undefined) continue;
      const { address, severity } = judged;
      if (!isWeb(address.scheme) && isEncrypted(source, address)) continue;
      const isCertain = position.pinned === true && hasChecksum(source, address);
      const why = `${whyHost(address)} What comes from there is installed or built.`;
      yield {
        start: address.start,
        end: address.end,
        severity: isCertain && severity === "error" ? "warning" : severity,
        why,
      };
    }
  },
};
