import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["A.java", 'URL u = new URL("http", "api.initech.io", 80, "/v1");', "error"],
  ["A.java", 'URL u = new URL("http", "localhost", 80, "/v1");', "nothing"],
  ["A.java", 'URL u = new URL("https", "api.initech.io", 443, "/v1");', "nothing"],
  ["A.java", 'URI u = new URI("http", null, host, 80, "/v1", null, null);', "error"],
  ["A.kt", 'val u = URL("http", host, "/v1")', "error"],
  ["A.java", 'HttpHost h = new HttpHost("api.initech.io", 80, "http");', "error"],
  ["A.java", 'HttpHost h = new HttpHost("api.initech.io", 80);', "error"],
  ["A.java", 'HttpHost h = new HttpHost("http", "api.initech.io", 80);', "error"],
  ["A.java", 'HttpHost h = new HttpHost("api.initech.io", 443, "https");', "nothing"],
  ["A.java", 'HttpHost h = new HttpHost("localhost", 9200, "http");', "nothing"],
  ["A.java", 'HttpHost proxy = new HttpHost("proxy.initech.io", 3128);', "nothing"],
  ["A.java", "RestClient.builder(new HttpHost(host, 9200)).build();", "error"],
  ["A.java", "new ClientConfiguration().withProtocol(Protocol.HTTP);", "error"],
  ["A.java", "config.setProtocol(Protocol.HTTP);", "error"],
  ["A.java", "if (p == Protocol.HTTP) {}", "nothing"],
  ["A.kt", 'client.get { url { protocol = URLProtocol.HTTP\n host = "api.initech.io" } }', "error"],
  ["A.kt", 'client.get { url { protocol = URLProtocol.HTTP\n host = "localhost" } }', "nothing"],
  ["A.kt", 'client.get { url { protocol = URLProtocol.HTTPS\n host = "api.initech.io" } }', "nothing"],
  ["A.java", ".connectionSpecs(Arrays.asList(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))", "error"],
  ["A.kt", ".connectionSpecs(listOf(ConnectionSpec.CLEARTEXT))", "error"],
  ["A.kt", "settings.mixedContentMode = WebSettings.MIXED_CONTENT_ALWAYS_ALLOW", "error"],
  ["A.java", "w.getSettings().setMixedContentMode(WebSettings.MIXED_CONTENT_ALWAYS_ALLOW);", "error"],
  ["A.java", "w.getSettings().setMixedContentMode(WebSettings.MIXED_CONTENT_NEVER_ALLOW);", "nothing"],
  ["A.scala", 'Http().outgoingConnection("api.initech.io")', "error"],
  ["A.scala", 'Http().outgoingConnectionHttps("api.initech.io")', "nothing"],
  ["A.scala", 'Http().outgoingConnection("localhost", 8080)', "nothing"],
  ["A.scala", 'Http().cachedHostConnectionPool[Int](host = "api.initech.io")', "error"],
  [
    "A.scala",
    'Uri(scheme = Some(Uri.Scheme.http), authority = Some(Uri.Authority(host = Uri.RegName("api.initech.io"))))',
    "error",
  ],
  ["A.scala", 'val c = Http.client.newService("api.initech.io:80")', "error"],
  ["A.scala", 'val c = Http.newService("api.initech.io:80")', "error"],
  ["A.java", 'Socket s = new Socket("www.initech.io", 80);', "error"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});
