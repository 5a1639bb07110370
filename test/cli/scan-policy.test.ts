import { afterEach, beforeEach, expect, test } from "vitest";
import { findingsOf, makeFolder, runScan } from "./scan-checkout.ts";

const bad = "fetch('http://api.initech.io');\n";
const doubtful = "fetch('http://10.0.0.1');\n";

let at: Awaited<ReturnType<typeof makeFolder>>;
beforeEach(async () => {
  at = await makeFolder();
  await at.git("init", "--quiet", "--initial-branch=main");
  await at.write({ "src/a.js": bad, "src/b.js": `${doubtful}${bad}` });
});
afterEach(() => at.remove());

const policyOf = (plainHttp: string, more = "") => `version: 1
roles: { senior: { users: [ben] } }
controls:
${plainHttp === "" ? "  senior-review: {}" : `  plain-http: ${plainHttp}`}
${more}`;

/** Scans by a policy outside of what is scanned. */
async function scanned(policy: string, given: Parameters<typeof runScan>[0] = {}, orgPolicy?: string) {
  await at.write({ ".git/p.yml": policy, ...(orgPolicy !== undefined && { ".git/org.yml": orgPolicy }) });
  const files = {
    policy: `${at.folder}/.git/p.yml`,
    ...(orgPolicy !== undefined && { orgPolicy: `${at.folder}/.git/org.yml` }),
  };
  const { status, out } = await runScan({ json: true, ...files, ...given }, at.folder);
  const { findings, waived, notes } = JSON.parse(out);
  const places = findings.map(({ path, line }: { path: string; line: number }) => `${path}:${line}`);
  return { status, places, waived, notes };
}

const all = ["src/a.js:1", "src/b.js:1", "src/b.js:2"];
const waiver = (more: string) => `{ waivers: [{ rule: HTTP001, path: src/a.js, reason: r, ${more} }] }`;

test.for([
  { when: "its defaults", settings: "{}", status: 1, places: all },
  { when: "a host that is allowed", settings: "{ allow-hosts: [api.initech.io] }", status: 0, places: ["src/b.js:1"] },
  {
    when: "a host that was allowed until yesterday",
    settings: "{ allow-hosts: [{ host: api.initech.io, expires: 2026-11-22 }] }",
    status: 1,
    places: all,
    notes: ["The allowed host api.initech.io expired on 2026-11-22."],
  },
  { when: "paths that are ignored", settings: '{ ignore-paths: ["src/b.*"] }', status: 1, places: ["src/a.js:1"] },
  {
    when: "fail-on warning",
    settings: "{ fail-on: warning, allow-hosts: [api.initech.io] }",
    status: 1,
    places: ["src/b.js:1"],
  },
  {
    when: "other severities",
    settings: "{ severities: { private-address: off, HTTP001: warning } }",
    status: 0,
    places: ["src/a.js:1", "src/b.js:2"],
  },
  { when: "a waiver", settings: waiver("expires: 2026-11-23"), status: 1, places: all.slice(1), waived: 1 },
  {
    when: "a waiver of that line",
    settings: waiver("line: 1, expires: 2026-11-23"),
    status: 1,
    places: all.slice(1),
    waived: 1,
  },
  { when: "a waiver of another line", settings: waiver("line: 2, expires: 2026-11-23"), status: 1, places: all },
  {
    when: "a waiver whose time is over",
    settings: waiver("expires: 2026-11-22"),
    status: 1,
    places: all,
    notes: [
      "The waiver for HTTP001 at src/a.js expired on 2026-11-22. Mend what it was for, or have an officer approve a later date.",
    ],
  },
  {
    when: "plain-http off",
    settings: "{ enforcement: off }",
    status: 0,
    places: [],
    notes: ["The policy does not switch plain-http on: its gate looks for nothing."],
  },
  {
    when: "plain-http not listed",
    settings: "",
    status: 0,
    places: [],
    notes: [expect.stringContaining("does not switch")],
  },
])("a policy with $when → status $status, $places", async ({ settings, status, places, waived = 0, notes = [] }) => {
  expect(await scanned(policyOf(settings))).toEqual({ status, places, waived, notes });
});

test("--fail-on beside a policy → counts instead of its own", async () => {
  const policy = policyOf("{ fail-on: notice, allow-hosts: [api.initech.io] }");
  expect((await scanned(policy)).status).toBe(1);
  expect((await scanned(policy, { failOn: "error" })).status).toBe(0);
});

test("rules, of which nobody knows whether they hold → count as far as they tighten", async () => {
  const rule = (when: string, settings: string) =>
    `rules: [{ name: r, when: ${when}, controls: { plain-http: ${settings} } }]`;
  const looser = rule('{ only-paths: ["src/**"] }', "{ allow-hosts: [api.initech.io], enforcement: off }");
  expect(await scanned(policyOf("{}", looser))).toMatchObject({ status: 1, places: all });
  const lax = "{ allow-hosts: [api.initech.io] }";
  const stricter = rule('{ paths: ["src/**"] }', "{ fail-on: warning }");
  expect(await scanned(policyOf(lax, stricter))).toMatchObject({ status: 1, places: ["src/b.js:1"] });
});

test("under the organisation's policy → the stricter of both", async () => {
  const floor = policyOf("{ fail-on: notice, allow-hosts: [] }");
  const own = policyOf("{ fail-on: error, allow-hosts: [api.initech.io] }");
  expect(await scanned(own)).toMatchObject({ status: 0, places: ["src/b.js:1"] });
  expect(await scanned(own, {}, floor)).toMatchObject({ status: 1, places: all });
});

test("a change by a policy → a renamed file is ignored only if both names match", async () => {
  await at.write({ "old/c.js": `${"line();\n".repeat(20)}` });
  const base = await at.commit();
  await at.write({ "old/c.js": null, "gen/c.js": `${"line();\n".repeat(20)}${bad}`, "gen/d.js": bad });
  const head = await at.commit();
  const policy = policyOf('{ ignore-paths: ["gen/**"] }');
  expect(await scanned(policy, { base, head })).toMatchObject({ status: 1, places: ["gen/c.js:21"] });
});

test("text → tells how many are waived, and what is over", async () => {
  await at.write({ ".git/p.yml": policyOf(waiver("expires: 2026-12-01")) });
  const { out } = await runScan({ policy: `${at.folder}/.git/p.yml` }, at.folder);
  expect(out).toMatch(/\n2 findings in 2 files: 1 error, 1 warning; 1 waived\n$/);
  await at.write({ ".git/p.yml": policyOf(waiver("expires: 2026-11-01")) });
  const later = await runScan({ policy: `${at.folder}/.git/p.yml` }, at.folder);
  expect(later.out).toMatch(/\nThe waiver for HTTP001 at src\/a\.js expired on 2026-11-01\..*\n3 findings in/);
});

test("a policy with problems → status 2, each with its place, and nothing else", async () => {
  await at.write({ ".git/p.yml": "version: 1\ncontrols: { plain-htp: {} }\n" });
  const { status, out, error } = await runScan({ policy: `${at.folder}/.git/p.yml` }, at.folder);
  expect([status, out]).toEqual([2, ""]);
  expect(error).toMatch(/p\.yml:2:\d+ controls\.plain-htp: /);
  expect(await findingsOf({}, at.folder)).toHaveLength(3);
});
