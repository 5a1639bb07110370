import type { Pattern } from "../../patterns/pattern.ts";
import type { SourcePosition } from "./position.ts";

/** Maven, Gradle, sbt, Ivy, Leiningen, and other tools for the JVM. */
export const jvmPositions: readonly SourcePosition[] = [
  { languages: ["xml"], keys: /(?:^|\/)(?:repository|pluginRepository|snapshotRepository|mirror)\/url$/ },
  {
    languages: ["xml"],
    near: /<(?:ibiblio|artifact|ivy|ivyrep|url|chain|repository|site)\b[^<>]{0,300}\b(?:root|pattern|location|url|uri|ivyroot)\s*=\s*["'][^"']{0,200}$/,
    path: /(?:^|\/)(?:[^/]*ivy[^/]*|category|site|compositeContent)\.xml$/i,
  },
  { path: /\.target$/, line: /<repository\b[^<>]{0,200}\blocation\s*=\s*["']$/ },
  {
    path: /\.gradle(?:\.kts)?$/,
    near: /\b(?:maven|ivy|mavenRepo|repositor(?:y|ies)|snapshotRepository|pluginRepository)\b[\s\S]{0,300}\b(?:url|uri|URI|setUrl|artifactUrls?|root|contextUrl)\b[^\n]{0,40}["']$|\b(?:maven|ivy)\s*\(\s*(?:url\s*=\s*)?(?:uri\()?["']$/,
  },
  { path: /\.properties$/, line: /^\s*(?:distributionUrl|wrapperUrl)\s*[=:]\s*$/ },
  {
    path: /\.(?:sbt|sc)$|(?:^|\/)project\/[^/]+\.scala$|(?:^|\/)(?:build|Build)\.scala$/,
    line: /["']?\s+at\s+(?:url\s*\()?["']$|\b(?:[Rr]esolvers?|MavenRepository|publishTo|Resolver\.\w+|MavenRepo|repositories)\b.{0,200}["']$/,
  },
  { path: /\.(?:sbt|sc)$|(?:^|\/)project\/[^/]+\.scala$/, near: /\bresolvers\s*\+{1,2}=\s*[^;]{0,300}["']$/ },
  { path: /(?:^|\/)(?:\.sbt\/)?repositories$/, section: /^repositories$/ },
  {
    path: /(?:^|\/)(?:project\.clj|profiles\.clj|build\.boot|deps\.edn|bb\.edn)$/,
    near: /:(?:plugin-repositories|deploy-repositories|repositories|mirrors|mvn\/repos|git\/url)\b[\s\S]{0,300}["']$/,
  },
  {
    languages: ["groovy", "kotlin", "java"],
    line: /@(?:file:)?(?:GrabResolver|Repository|DependsOnMaven)\s*\([^)]{0,200}["']$/,
  },
];

export const jvmPatterns: readonly Pattern[] = [
  {
    words: "allowinsecureprotocol",
    languages: ["groovy", "kotlin", "scala"],
    in: "code",
    match: /\b(?:is|set|with)?[aA]llowInsecureProtocol\s*(?:=|\(|\.set\()?\s*true\b/,
    why: "Packages may be fetched from this repository without encryption.",
  },
  {
    words: "allowinsecureprotocol",
    languages: ["xml", "yaml", "toml", "properties", "json"],
    match: /\ballowInsecureProtocol["']?\s*(?:[=:]|>)\s*["']?true\b/,
    why: "Packages may be fetched from this repository without encryption.",
  },
  {
    words: "<blocked>",
    languages: ["xml"],
    match: /<blocked>\s*false\s*<\/blocked>/,
    why: "Maven's block of repositories over HTTP is lifted.",
  },
];
