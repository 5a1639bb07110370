import type { Pattern } from "../../patterns/pattern.ts";
import { mentions } from "../../patterns/place.ts";
import { listensPublicly } from "./listens-publicly.ts";

const languages = ["java", "kotlin", "scala", "groovy"];
const why = "A server that listens without TLS.";

/** The JVM: the JDK, Ktor, Akka HTTP, Vert.x, Jetty, Spring Boot. */
export const jvm: readonly Pattern[] = [
  {
    // https://docs.oracle.com/en/java/javase/21/docs/api/jdk.httpserver/com/sun/net/httpserver/HttpServer.html
    words: "httpserver.create(",
    languages,
    in: "code",
    match: /\bHttpServer\.create\(/,
    when: listensPublicly,
    why,
  },
  {
    // https://ktor.io/docs/server-create-and-configure.html
    words: "embeddedserver(",
    languages: ["kotlin"],
    in: "code",
    match: /(?<!\bfun\s{1,4})\bembeddedServer\(/,
    when: (place) => !mentions(place.source, /\bsslConnector\b/) && listensPublicly(place),
    why,
  },
  {
    words: ["newserverat(", "createhttpserver("],
    languages,
    in: "code",
    match: /\.(?:newServerAt|createHttpServer)\(/,
    when: (place) =>
      !mentions(place.source, /\benableHttps\b|\bsetSsl\(\s*true|\bhttpsContext\b/i) && listensPublicly(place),
    why,
  },
  {
    words: "server.ssl.enabled",
    languages: ["properties", "java", "kotlin"],
    match: /\bserver\.ssl\.enabled\s*=\s*false\b/,
    why: "The server's TLS is switched off.",
  },
];
