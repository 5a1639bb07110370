import { expect, test } from "vitest";
import { weightOf } from "../weight-of.ts";

test.for([
  ["a.rb", "http = Net::HTTP.new('api.initech.io', 80)", "error"],
  ["a.rb", "http = Net::HTTP.new('api.initech.io', 80)\nhttp.use_ssl = false", "error error"],
  ["a.rb", "http = Net::HTTP.new('api.initech.io', 443)\nhttp.use_ssl = true", "nothing"],
  ["a.rb", "http = Net::HTTP.new(uri.host, uri.port)\nhttp.use_ssl = uri.scheme == 'https'", "nothing"],
  ["a.rb", "http = Net::HTTP.new('localhost', 80)", "nothing"],
  ["a.rb", "Net::HTTP.start('api.initech.io', 80) { |http| http.get('/') }", "error"],
  ["a.rb", "Net::HTTP.start('api.initech.io', 443, use_ssl: true) { |http| http.get('/') }", "nothing"],
  ["a.rb", "Net::HTTP.start(uri.host, uri.port, use_ssl: false) { |http| }", "error"],
  ["a.rb", "Net::HTTP.get('api.initech.io', '/index.html')", "error"],
  ["a.rb", "Net::HTTP.get(URI('https://x.initech.io'))", "nothing"],
  ["a.rb", "URI::HTTP.build(host: 'api.initech.io', path: '/v1')", "error"],
  ["a.rb", "URI::HTTP.build(host: 'localhost', path: '/v1')", "nothing"],
  ["a.rb", "URI::HTTPS.build(host: 'api.initech.io', path: '/v1')", "nothing"],
  ["a.rb", "URI::HTTP.build({ host: 'api.initech.io', path: '/v1' })", "error"],
  ["a.rb", "c.new(host, port, use_ssl: true)\nc.new(host, port, use_ssl: false)", "nothing"],
] as const)("%s: %s → %s", ([path, text, weight]) => {
  expect(weightOf("HTTP010", path, text)).toBe(weight);
});
