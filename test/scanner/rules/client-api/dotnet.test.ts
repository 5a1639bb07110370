import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["A.cs", 'var b = new UriBuilder("http", "api.initech.io", 80);', "error"],
  ["A.cs", 'var b = new UriBuilder("https", "api.initech.io", 443);', "nothing"],
  ["A.cs", 'var b = new UriBuilder("http", "localhost", 80);', "nothing"],
  ["A.cs", 'var b = new UriBuilder("api.initech.io");', "error"],
  ["A.cs", "var b = new UriBuilder(Uri.UriSchemeHttp, host);", "error"],
  ["A.cs", 'var b = new UriBuilder { Scheme = Uri.UriSchemeHttp, Host = "api.initech.io" };', "error"],
  ["A.cs", 'var b = new UriBuilder { Host = "api.initech.io" };', "error"],
  ["A.cs", 'var b = new UriBuilder { Scheme = "https", Host = "api.initech.io" };', "nothing"],
  ["A.cs", "if (u.Scheme == Uri.UriSchemeHttp) {}", "nothing"],
  ["A.cs", "b.Scheme = Uri.UriSchemeHttp;", "error"],
  ["A.cs", "new BasicHttpBinding(BasicHttpSecurityMode.None)", "error"],
  ["A.cs", "binding.Security.Mode = BasicHttpSecurityMode.None;", "error"],
  ["A.cs", "if (m == BasicHttpSecurityMode.None) {}", "nothing"],
  ["A.cs", "var c = new AmazonS3Config { RegionEndpoint = r, UseHttp = true };", "error"],
  ["A.cs", "options.RequireHttpsMetadata = false;", "error"],
  ["A.cs", "if (env.IsDevelopment()) { options.RequireHttpsMetadata = false; }", "notice"],
  ["A.cs", "options.RequireHttpsMetadata = true;", "nothing"],
  ["A.cs", 'using var t = new TcpClient("www.initech.io", 80);', "error"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});
