import { expect, test } from "vitest";
import { foundIn } from "./found-in.ts";

/** A proxy for HTTP with a map of addresses, after a resource that is neither. */
const proxied = (reference: string, map: string, region = "") =>
  [
    'resource "google_compute_network" "n" {',
    "}",
    `resource "google_compute_${region}target_http_proxy" "p" {`,
    '  name = "p"',
    `  url_map = ${reference}`,
    "}",
    `resource "google_compute_${region}url_map" "m" {`,
    map,
    "}",
  ].join("\n");

test.for<[name: string, text: string, found: string]>([
  ["no redirect", proxied("google_compute_url_map.m.id", "default_service = s"), "5"],
  ["no redirect in a region", proxied("google_compute_region_url_map.m.id", "default_service = s", "region_"), "5"],
  [
    "a long name",
    proxied("google_compute_url_map.m.id", "a = b").replace("map.m.", "map.mine.").replace('"m"', '"mine"'),
    "5",
  ],
  ["a redirect", proxied("google_compute_url_map.m.id", "default_url_redirect {\n https_redirect = true\n}"), ""],
  ["a redirect that is off", proxied("google_compute_url_map.m.id", "a {\n https_redirect = false\n}"), "5, 9"],
  ["another map", proxied("google_compute_url_map.other.id", "default_service = s"), ""],
  ["a map of another kind", proxied("google_compute_region_url_map.m.id", "default_service = s"), ""],
  ["a map that is given", proxied("var.map", "default_service = s"), ""],
  ["a proxy for HTTPS", proxied("google_compute_url_map.m.id", "a = b").replace("_http_proxy", "_https_proxy"), ""],
  ["no map", 'resource "google_compute_target_http_proxy" "p" {\n  name = "p"\n}', ""],
  ["a backend", 'resource "google_compute_backend_service" "b" {\n  protocol = "HTTP"\n}', "2 warning"],
  ["a backend with TLS", 'resource "google_compute_backend_service" "b" {\n  protocol = "HTTPS"\n}', ""],
  ["a check of health", 'resource "google_compute_health_check" "b" {\n  protocol = "HTTP"\n}', ""],
])("Terraform for Google Cloud: %s", ([, text, found]) => {
  expect(foundIn("a.tf", text)).toBe(found);
});
