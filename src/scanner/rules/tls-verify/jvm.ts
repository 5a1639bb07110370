import type { Pattern } from "../../patterns/pattern.ts";
import { isDone } from "./context.ts";
import { weightHere } from "./hosts.ts";

const languages = ["java", "kotlin", "scala", "groovy"];
const unverified = "Certificates are not verified.";
const anyHost = "A certificate of any host is accepted.";

const COMMENT = "(?:\\s*(?://[^\\n]*\\n|/\\*[^*]*\\*/))*\\s*";
/** What does no more than tell. */
const TELLING =
  "(?:(?:[\\w.]*(?:log|LOG|print|debug|trace|Timber)\\w*(?:\\.\\w+)*\\([^;{}\\n]*\\);?\\s*)|return;?\\s*)*";
const EMPTY = `(?:\\{${COMMENT}${TELLING}\\}|=\\s*(?:Unit\\b|\\(\\)|\\{\\s*(?:\\(\\))?\\s*\\}))`;
const RESULT = "(?:\\s*:\\s*(?:Unit|Boolean))?(?:\\s*throws\\s+[\\w.,\\s]{1,120}?)?\\s*(?:=\\s*)?";
const YES = "\\{?\\s*(?:return\\s+)?true\\b(?!\\s*(?:&&|\\|\\||\\?))";
/** Parameters of a lambda. */
const PARAMETER = "[\\w$]{1,40}(?:: ?[\\w?<>.]{1,60})?";
const PARAMETERS = `(?:\\([^(){};]{0,160}\\)|${PARAMETER}(?: ?, ?${PARAMETER}){0,3})\\s*(?:->|=>)\\s*`;

/** Java, Kotlin, Scala and Groovy: javax.net.ssl and the clients above it. */
export const jvm: readonly Pattern[] = [
  {
    // https://github.com/scalaj/scalaj-http
    words: "httpoptions.allowunsafessl",
    languages,
    in: "code",
    match: /\bHttpOptions\.allowUnsafeSSL\b/,
    when: weightHere,
    why: unverified,
  },
  {
    // https://docs.oracle.com/en/java/javase/21/docs/api/java.base/javax/net/ssl/X509TrustManager.html
    words: "checkservertrusted",
    languages,
    match: new RegExp(
      `\\bcheckServerTrusted\\s*(?:\\([^(){};]{0,240}\\)${RESULT}${EMPTY}|:\\s*\\{[\\w\\s,.\\[\\]<>]{0,120}->\\s*\\})`,
    ),
    why: "A trust manager that trusts every certificate.",
  },
  {
    words: "checkservertrusted",
    languages: ["lisp"],
    match: /\(checkServerTrusted\s*\[[^\]]*\]\s*(?:nil)?\s*\)/,
    why: "A trust manager that trusts every certificate.",
  },
  {
    words: "sslsession",
    languages,
    match: new RegExp(`\\bverify\\s*\\([^(){};]{0,160}SSLSession[^(){};]{0,40}\\)${RESULT}${YES}`),
    why: anyHost,
  },
  {
    words: "hostnameverifier",
    languages,
    match: new RegExp(
      `hostnameVerifier\\b>?\\s{0,20}(?:[\\w.]{1,40}\\s{1,20})?(?:=\\s{0,20})?(?:HostnameVerifier\\s{0,20})?(?:[({]\\s{0,20}){0,2}${PARAMETERS}${YES}`,
      "i",
    ),
    when: isDone,
    why: anyHost,
  },
  {
    words: ["hostnameverifier", "allow_all_hostname_verifier"],
    languages,
    match:
      /\b(?:new\s+(?:\w+\.)*(?:AllowAll|Noop|NoOp)HostnameVerifier\b|NoopHostnameVerifier(?:\.INSTANCE|\s*\()|AllowAllHostnameVerifier(?:\.\w+|\s*\()|(?:SSLSocketFactory|SSLConnectionSocketFactory|\w*Verifier)?\.?ALLOW_ALL_HOSTNAME_VERIFIER\b)/,
    when: isDone,
    why: anyHost,
  },
  {
    // Apache HttpClient, commons-net, Netty, Vert.x and others: trust managers by name
    words: [
      "trustallstrategy",
      "trustselfsignedstrategy",
      "insecuretrustmanagerfactory",
      "getacceptalltrustmanager",
      "trustalltrustmanager",
    ],
    languages,
    in: "code",
    match:
      /\b(?:(?:new\s+)?(?:\w+\.)*(?:TrustAllStrategy|TrustSelfSignedStrategy)(?:\s*\(|\.INSTANCE\b)|InsecureTrustManagerFactory\.INSTANCE\b|getAcceptAllTrustManager\s*\(|new\s+TrustAllTrustManager\s*\()/,
    when: isDone,
    why: unverified,
  },
  {
    words: ["loadtrustmaterial", "truststrategy", "istrusted"],
    languages,
    match: new RegExp(
      `(?:\\bloadTrustMaterial\\s*\\([^;{}]{0,120}?,\\s*|\\b\\w*[tT]rustStrategy\\b\\s{0,20}(?:\\w{1,40}\\s{1,20})?(?:=\\s{0,20})?)${PARAMETERS}${YES}|\\bisTrusted\\s*\\([^(){};]{0,160}\\)${RESULT}${YES}`,
    ),
    why: unverified,
  },
  {
    words: "relaxedhttpsvalidation",
    languages,
    match: /\brelaxedHTTPSValidation\s*\(/,
    when: isDone,
    why: unverified,
  },
  {
    // https://grpc.github.io/grpc-java/javadoc/io/grpc/ManagedChannelBuilder.html
    words: ["useplaintext", "insecurechannelcredentials"],
    languages,
    in: "code",
    match:
      /\busePlaintext\s*\((?!\s*false)|\bInsecureChannelCredentials\.create\s*\(|\bnegotiationType\s*\(\s*NegotiationType\.PLAINTEXT\b/,
    when: weightHere,
    why: "gRPC is spoken without TLS.",
  },
  {
    words: "setendpointidentificationalgorithm",
    languages,
    in: "code",
    match:
      /\b(?:setEndpointIdentificationAlgorithm\s*\(\s*(?:""|null)|endpointIdentificationAlgorithm\s*=\s*(?:""|null))/,
    when: isDone,
    why: anyHost,
  },
  {
    // https://developer.android.com/reference/android/webkit/WebViewClient
    words: "onreceivedsslerror",
    languages,
    match:
      /\bonReceivedSslError\s*\([^(){};]{0,240}\)(?:\s*:\s*Unit)?\s*=?\s*\{?(?:(?!\bif\b|\bAlertDialog|\bfun |\bvoid |\bwhen\b)[^}]){0,240}?\.\s*proceed\s*\(\s*\)/,
    why: "The page's certificate is accepted whatever is wrong with it.",
  },
  {
    // https://jakarta.ee/specifications/mail: hosts to trust
    words: ".ssl.trust",
    match: /\bmail\.(?:smtps?|imaps?|pop3s?)\.ssl\.trust["']?\s*[:=,]\s*["']?\*/,
    when: isDone,
    why: "Certificates of mail servers are not verified.",
  },
  {
    words: "setsslcheckserveridentity",
    languages,
    match: /\bsetSSLCheckServerIdentity\s*\(\s*false\b/,
    when: isDone,
    why: anyHost,
  },
];
