import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["A.java", "vertx.createHttpServer().requestHandler(r).listen(8080);", "notice"],
  ["A.java", 'vertx.createHttpServer(new HttpServerOptions().setHost("localhost")).listen(8080);', "nothing"],
  ["A.java", "o.setSsl( true ); vertx.createHttpServer(o).listen(8443);", "nothing"],
  ["A.java", "var s = system.newServerAt(host, 80).enableHttps(httpsContext).bind(r);", "nothing"],
  ["a.scala", 'val b = Http().newServerAt("0.0.0.0", 8080).bind(routes)', "notice"],
  ["a.scala", 'val b = Http().newServerAt("127.0.0.1", 8080).bind(routes)', "nothing"],
  ["a.scala", 'val b = Http().newServerAt("a.io", 443).enableHttps(ctx).bind(routes)', "nothing"],
  ["a.go", 'http.ListenAndServe("[::1]:8080", mux)', "nothing"],
  ["a.go", 'http.ListenAndServe("::1", mux)', "nothing"],
  ["a.go", 'http.ListenAndServe("10.127.0.0.1:80", mux)', "notice"],
  ["a.py", 'uvicorn.run(app, host="0.0.0.0", ssl_certfile=c)', "nothing"],
  ["a.js", "const http = require('http');\nhttp.createServer(app).listen('/run/a.sock');", "notice"],
  ["a.js", "const app = require('express')();\napp.listen('/run/a.sock');", "nothing"],
  ["a.js", "const app = require('express')();\napp.listen('unix:/run/a.sock');", "nothing"],
  ["a.js", "const app = require('express')();\napp.listen(port, 'run/');", "notice"],
  ["a.js", "app.listen(3000);", "nothing"],
  ["a.js", "const http = require('http');\nconst s = http.createServer(app);", "notice"],
  ["a.js", "const http = require('http');\nhttp.createServer(app).listen (80, '127.0.0.1');", "nothing"],
  ["A.cs", "options.ListenAnyIP(5000); other.UseHttps();", "notice"],
  ["A.cs", "options.ListenAnyIP(5001, l => { l.UseHttps(); });", "nothing"],
  ["A.java", "o.setSsl(true); vertx.createHttpServer(o).listen(8443);", "nothing"],
  ["A.java", "o.setSsl(false); vertx.createHttpServer(o).listen(8443);", "notice"],
  ["a.cpp", "httplib::Server svr;", "notice"],
  ["a.cpp", 'httplib::Server svr;\nsvr.listen("127.0.0.1", 80);', "nothing"],
  ["a.sh", "python3 -m http.server --bind=::1", "nothing"],
  ["a.sh", "python3 -m http.server --bind ${HOST}", "notice"],
  ["a.go", "r.Run()", "nothing"],
  ["a.rs", "HttpServer::new(f).bind(([127, 0, 0, 1], 80))", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP020", path, text)).toBe(weight);
});
