import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.js", "const http = require('node:http');\nhttp.request({ host: 'api.initech.io', path: '/v1' });", "error"],
  ["a.js", "const http = require('http');\nhttp.request({ host: 'localhost', port: 9000 });", "nothing"],
  ["a.js", "const http = require('http');\nhttp.request({ port: 9000 });", "nothing"],
  [
    "a.js",
    "const http = require('http');\nhttp.request({ socketPath: '/var/run/docker.sock', path: '/' });",
    "nothing",
  ],
  ["a.ts", "import http from 'node:http';\nhttp.get({ hostname, path: '/' }, cb);", "error"],
  [
    "a.ts",
    "import * as http from 'http';\nconst options = { hostname: 'api.initech.io', port: 80 };\nconst req = http.request(options, cb);",
    "error",
  ],
  [
    "a.ts",
    "import * as http from 'http';\nconst options = { hostname: 'localhost', port: 80 };\nconst req = http.request(options, cb);",
    "nothing",
  ],
  [
    "a.ts",
    "import * as http from 'http';\nimport * as https from 'https';\nconst req = secure ? https.request(options) : http.request(options, cb);",
    "nothing",
  ],
  [
    "a.ts",
    "import { HttpClient } from '@angular/common/http';\nclass A { constructor(private http: HttpClient) {}\n f() { return this.http.get({ host: 'x.io' }) } }",
    "nothing",
  ],
  ["a.ts", "import http from './http';\nhttp.get({ host: 'api.initech.io' });", "nothing"],
  ["a.ts", "import http from 'k6/http';\nhttp.get(url);", "nothing"],
  ["a.js", "const http = require('http');\nfunction f(url) { http.get(url, cb) }", "warning"],
  ["a.js", "const http = require('http');\nhttp.get('https://x.initech.io', cb)", "nothing"],
  ["a.js", "const s3 = new AWS.S3({ sslEnabled: false });", "error"],
  ["a.js", "webPreferences: { allowRunningInsecureContent: true }", "error"],
  ["a.js", "webPreferences: { allowRunningInsecureContent: false }", "nothing"],
  ["a.tsx", '<WebView mixedContentMode="always" />', "error"],
  ["a.js", "net.connect({ host: 'www.initech.io', port: 80 })", "error"],
  ["a.js", "const c = new elasticsearch.Client({ host: 'es.initech.io:9200' })", "error"],
  ["a.js", "const c = new elasticsearch.Client({ host: 'localhost:9200' })", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});
