import { expect, test } from "vitest";
import { found } from "../../found.ts";

function maven(element: string, inner = "url"): string {
  return `<project>\n<${element}s><${element}><id>a</id>\n<${inner}>http://repo.initech.io/maven2</${inner}>\n</${element}></${element}s></project>`;
}

test.for([
  ["pom.xml", maven("repository"), 3],
  ["pom.xml", maven("pluginRepository"), 3],
  ["settings.xml", "<settings><mirrors><mirror>\n<url>http://repo.initech.io</url></mirror></mirrors></settings>", 2],
  ["settings.xml", "<settings><mirrors><mirror>\n<blocked>false</blocked></mirror></mirrors></settings>", 2],
  [
    "pom.xml",
    "<project><distributionManagement><repository>\n<url>http://repo.initech.io</url></repository></distributionManagement></project>",
    2,
  ],
  [
    "pom.xml",
    "<project><distributionManagement><snapshotRepository>\n<url>http://r.initech.io</url></snapshotRepository></distributionManagement></project>",
    2,
  ],
  [
    "ivysettings.xml",
    '<ivysettings><resolvers>\n<ibiblio name="a" root="http://repo.initech.io/"/></resolvers></ivysettings>',
    2,
  ],
  [
    "ivysettings.xml",
    '<ivysettings><resolvers><url name="a">\n<artifact pattern="http://repo.initech.io/[module].jar"/></url></resolvers></ivysettings>',
    2,
  ],
  ["build.gradle", "repositories {\n  maven { url 'http://repo.initech.io/maven2' }\n}", 2],
  ["build.gradle", "repositories {\n  maven {\n    name 'a'\n    url = \"http://repo.initech.io\"\n  }\n}", 4],
  ["build.gradle", "repositories {\n  ivy { url 'http://repo.initech.io' }\n}", 2],
  ["build.gradle", "repositories { maven { url uri('http://repo.initech.io') } }", 1],
  ["build.gradle", "publishing { repositories { maven { url 'http://repo.initech.io' } } }", 1],
  ["build.gradle.kts", 'repositories {\n  maven("http://repo.initech.io")\n}', 2],
  ["build.gradle.kts", 'repositories {\n  maven { url = uri("http://repo.initech.io") }\n}', 2],
  ["build.gradle.kts", 'repositories { maven(url = "http://repo.initech.io") }', 1],
  ["settings.gradle", "pluginManagement { repositories { maven { url 'http://repo.initech.io' } } }", 1],
  ["build.gradle", "repositories { maven { url = u; allowInsecureProtocol = true } }", 1],
  ["build.gradle", "maven {\n  allowInsecureProtocol true\n}", 2],
  ["build.gradle", "maven { setAllowInsecureProtocol(true) }", 1],
  ["build.gradle.kts", "maven { isAllowInsecureProtocol = true }", 1],
  ["build.sbt", 'resolvers += "a" at "http://repo.initech.io/releases"', 1],
  ["build.sbt", 'resolvers ++= Seq(\n  "a" at "http://repo.initech.io/releases"\n)', 2],
  ["build.sbt", 'resolvers += MavenRepository("a", "http://repo.initech.io")', 1],
  ["build.sbt", 'resolvers += Resolver.url("a", url("http://repo.initech.io"))(Resolver.ivyStylePatterns)', 1],
  ["build.sbt", 'publishTo := Some("a" at "http://repo.initech.io/releases")', 1],
  ["build.sbt", 'resolvers += ("a" at u).withAllowInsecureProtocol(true)', 1],
  [".sbt/repositories", "[repositories]\n  a: http://repo.initech.io/releases", 2],
  ["project.clj", '(defproject a "1"\n  :repositories [["a" "http://repo.initech.io"]])', 2],
  ["deps.edn", '{:mvn/repos {"a" {:url "http://repo.initech.io"}}}', 1],
  ["a.groovy", "@GrabResolver(name='a', root='http://repo.initech.io')", 1],
  ["a.sh", "mvn deploy -DaltDeploymentRepository=a::default::http://repo.initech.io", 1],
  ["a.sh", "mvn dependency:get -DremoteRepositories=http://repo.initech.io", 1],
] as const)("%s: %s → HTTP050 in line %i", ([path, text, line]) => {
  expect(found(path, text)).toEqual([`HTTP050 error ${line}`]);
});

test("the distribution of a wrapper, escaped", () => {
  const text = "distributionUrl=http\\://services.initech.io/gradle-8.zip";
  expect(found("gradle/wrapper/gradle-wrapper.properties", text)).toEqual(["HTTP050 error 1"]);
});

test.for([
  ["pom.xml", maven("repository").replaceAll("http:", "https:")],
  ["pom.xml", "<project><url>http://www.initech.io</url></project>"],
  ["pom.xml", "<project><scm><url>http://git.initech.io/a</url></scm></project>"],
  ["pom.xml", "<project><licenses><license><url>http://www.initech.io/l</url></license></licenses></project>"],
  ["pom.xml", '<project xmlns="http://maven.apache.org/POM/4.0.0"/>'],
  ["pom.xml", "<project><!--<repository><url>http://repo.initech.io</url></repository>--></project>"],
  ["settings.xml", "<settings><mirrors><mirror><blocked>true</blocked></mirror></mirrors></settings>"],
  ["build.gradle", "repositories { maven { url 'https://repo.initech.io' } }"],
  ["build.gradle", "repositories { maven { url 'http://localhost:8081/x' } }"],
  ["build.gradle", "maven { allowInsecureProtocol = false }"],
  ["build.gradle", "// allowInsecureProtocol = true"],
  ["build.gradle", "def x = 'set allowInsecureProtocol = true to use HTTP'"],
  ["build.gradle.kts", 'maven { isAllowInsecureProtocol = project.hasProperty("x") }'],
  ["build.sbt", 'resolvers += "a" at "https://repo.initech.io/releases"'],
  ["gradle/wrapper/gradle-wrapper.properties", "distributionUrl=https\\://services.gradle.org/gradle-8.zip"],
] as const)("%s: %s → nothing", ([path, text]) => {
  expect(found(path, text)).toEqual([]);
});
