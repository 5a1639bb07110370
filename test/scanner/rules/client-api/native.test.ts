import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  [
    "a.rs",
    'let u = Uri::builder().scheme(Scheme::HTTP).authority("api.initech.io").path_and_query("/").build();',
    "error",
  ],
  [
    "a.rs",
    'let u = Uri::builder().scheme(Scheme::HTTPS).authority("api.initech.io").path_and_query("/").build();',
    "nothing",
  ],
  ["a.rs", "parts.scheme = Some(http::uri::Scheme::HTTP);", "error"],
  ["a.rs", "let c = Client::builder(TokioExecutor::new()).build_http();", "warning"],
  ["a.rs", 'let s = TcpStream::connect("www.initech.io:80").await?;', "error"],
  ["a.rs", 'let s = TcpStream::connect("127.0.0.1:80").await?;', "nothing"],
  ["a.cpp", 'httplib::Client cli("api.initech.io");', "error"],
  ["a.cpp", 'httplib::Client cli("api.initech.io", 8080);', "error"],
  ["a.cpp", 'httplib::Client cli("localhost", 8080);', "nothing"],
  ["a.cpp", 'httplib::SSLClient cli("api.initech.io");', "nothing"],
  ["a.cpp", 'httplib::Client cli("https://api.initech.io");', "nothing"],
  ["a.cpp", "Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());", "error"],
  ["a.cpp", "Poco::Net::HTTPSClientSession session(uri.getHost(), uri.getPort());", "nothing"],
  ["a.cpp", 'HINTERNET c = WinHttpConnect(s, L"api.initech.io", INTERNET_DEFAULT_HTTP_PORT, 0);', "error"],
  ["a.cpp", 'auto const r = resolver.resolve("www.initech.io", "80");', "error"],
  ["a.c", 'getaddrinfo("www.initech.io", "http", &hints, &res);', "error"],
  ["a.c", 'getaddrinfo(NULL, "80", &hints, &res);', "nothing"],
  ["a.ino", 'client.connect("www.initech.io", 80)', "error"],
  ["a.ino", 'http.begin(client, "api.initech.io", 80, "/");', "error"],
  ["a.c", 'curl_easy_setopt(curl, CURLOPT_URL, "api.initech.io/v1");', "error"],
  ["a.c", 'curl_easy_setopt(curl, CURLOPT_URL, "https://api.initech.io/v1");', "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});
