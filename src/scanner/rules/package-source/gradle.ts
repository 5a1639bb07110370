import type { Pattern } from "../../patterns/pattern.ts";

/** Gradle, https://docs.gradle.org/current/dsl/org.gradle.api.artifacts.repositories.MavenArtifactRepository.html */
export const gradle: readonly Pattern[] = [
  {
    words: "allowinsecureprotocol",
    languages: ["groovy", "kotlin"],
    in: "code",
    match: /\b(?:is|set)?[aA]llowInsecureProtocol\s*(?:=|\()?\s*true\b/,
    why: "Gradle may fetch from this repository without encryption.",
  },
];
