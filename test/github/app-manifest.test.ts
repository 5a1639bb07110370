import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { handlers } from "../../src/github/events.ts";
import { gatherers } from "../../src/github/facts/index.ts";

const path = join(import.meta.dirname, "..", "..", "app.yml");
const text = readFileSync(path, "utf8");
const manifest = parse(text) as { default_permissions: Record<string, string>; default_events: string[] };

/** Sent to every app without being asked for. */
const unasked = ["installation", "installation_repositories"];
/** What the report and the commands write. */
const written = { checks: "write", pull_requests: "write" };
/** What the review of what landed is asked for with, and commands are heard with. */
const asked = { issues: "write" };
/** What is heard of with it alone: merge groups. */
const heard = { merge_queues: "read" };

test("the app asks for what its gatherers and its report need, and for nothing else", () => {
  const needed: Record<string, string> = { metadata: "read" };
  for (const { permissions } of Object.values(gatherers)) Object.assign(needed, permissions);
  expect(manifest.default_permissions).toEqual({ ...needed, ...written, ...asked, ...heard });
});

test("the app hears of the events that it handles, and of no others", () => {
  expect([...manifest.default_events, ...unasked].sort()).toEqual(Object.keys(handlers).sort());
});

test.for(Object.entries(gatherers))("what changes the fact %s is heard of", ([, { changedBy }]) => {
  expect(changedBy.filter((event) => !manifest.default_events.includes(event))).toEqual([]);
});

test.for(Object.keys(manifest.default_permissions))("%s says which control needs it", (name) => {
  expect(text).toMatch(
    new RegExp(
      `  #[^\\n]+(control|gate|scan|tests|review|two-factor|comment)[^\\n]*\\n(  #[^\\n]*\\n)*  ${name}:`,
      "i",
    ),
  );
});
