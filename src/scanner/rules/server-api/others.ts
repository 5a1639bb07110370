import { isLocal } from "../../hosts/judge-host.ts";
import { codeAround } from "../../patterns/call.ts";
import { namesLocal } from "../../patterns/judge-value.ts";
import type { Pattern } from "../../patterns/pattern.ts";
import { lineAround, mentions } from "../../patterns/place.ts";
import { listensPublicly } from "./listens-publicly.ts";

const why = "A server that listens without TLS.";
const rustTls = /\b(?:rustls|openssl|native_tls|axum_server::tls|\.tls\(\))\b/;

/** Ruby, PHP, Rust, Elixir, Dart, Swift, C++ and commands of a shell. */
export const others: readonly Pattern[] = [
  {
    // https://docs.ruby-lang.org/en/3.0/WEBrick.html
    words: "webrick::httpserver",
    languages: ["ruby"],
    in: "code",
    match: /\bWEBrick::HTTPServer\.new\b\s*(?!\([^)]{0,300}SSLEnable)/,
    when: listensPublicly,
    why,
  },
  {
    // Sinatra, https://sinatrarb.com/configuration.html, and Puma
    words: ["0.0.0.0"],
    languages: ["ruby"],
    match: /\bset\s+:bind\s*,\s*["']0\.0\.0\.0["']|\bbind\s+["']tcp:\/\/0\.0\.0\.0/,
    why,
  },
  {
    // https://www.php.net/manual/en/features.commandline.webserver.php
    words: "php ",
    languages: ["shell", "yaml-block", "yaml", "makefile", "json"],
    match: /\bphp\s+(?:-\w+\s+)?-S\s+["']?(?:0\.0\.0\.0|\[::\]):/,
    why,
  },
  {
    words: "http.server",
    languages: ["shell", "yaml-block", "yaml", "makefile", "json"],
    match: /\bpython[\d.]*\s+-m\s+http\.server\b/,
    when: (place) => !isLocal(/\s(?:--bind|-b)[\s=]["']?([\w.:[\]-]+)/.exec(lineAround(place).after)?.[1] ?? ""),
    why,
  },
  {
    // hyper, axum, actix-web, warp
    words: ["httpserver::new(", "axum::serve(", "warp::serve(", "server::bind("],
    languages: ["rust"],
    in: "code",
    match: /\b(?:HttpServer::new|axum::serve|warp::serve|(?:hyper|axum)?(?:::)?Server::bind)\(/,
    when: (place) => {
      const { before, after } = codeAround(place, 400, 400);
      return !mentions(place.source, rustTls) && !namesLocal(before + after);
    },
    why,
  },
  {
    // https://hexdocs.pm/plug_cowboy/Plug.Cowboy.html
    words: ["cowboy", "bandit"],
    languages: ["elixir"],
    in: "code",
    match:
      /\bPlug\.(?:Adapters\.)?Cowboy2?\.http\(|\{(?:Plug\.Cowboy|Bandit),[^{}]{0,200}scheme: :http\b|\bcowboy\.start_clear\(/,
    why,
  },
  {
    // https://api.dart.dev/dart-io/HttpServer/bind.html
    words: ["httpserver.bind("],
    languages: ["dart"],
    in: "code",
    match: /\bHttpServer\.bind\(/,
    when: listensPublicly,
    why,
  },
  {
    // https://github.com/yhirose/cpp-httplib
    words: "httplib::server",
    languages: ["c"],
    in: "code",
    match: /\bhttplib::Server\s+\w+\s*;/,
    when: (place) => !namesLocal(/\.listen\(([^,;\n]{0,100})/.exec(codeAround(place, 0, 900).after)?.[1] ?? ""),
    why,
  },
];
