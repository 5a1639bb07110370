import { expect, test } from "vitest";
import { controls } from "../../../src/controls/index.ts";
import type { Evaluation } from "../../../src/engine/judge.ts";
import { checkRunOf, digestOf, failureOf, type Titles } from "../../../src/github/report/check-run.ts";
import { commentOf, marker } from "../../../src/github/report/comment.ts";
import { ada, bob, facts, file, pullRequest, review } from "../../support/facts.ts";
import { evaluation } from "../../support/judged.ts";

const titles: Titles = new Map(controls.map((control) => [control.id, control.title]));
const roles = "roles: { senior: { users: [bob] } }";
const policy = (more: string) => `version: 1\n${roles}\n${more}`;
const seniors = { senior: [bob, ada] };
const plain = file("src/pay.ts", ["fetch('http://pay.evil.org')", "fetch('http://pay.evil.org')"]);

function judged(given: Parameters<typeof facts>[0], text: string): Evaluation {
  return evaluation(facts({ roles: seniors, ...given }), text);
}

function check(given: Evaluation) {
  const content = checkRunOf(given, titles);
  if (content === null) throw new Error("expected a check run");
  return content;
}

const review1 = "controls: { senior-review: {}, plain-http: {} }";

test.for([
  {
    when: "two findings",
    given: { files: [plain], reviews: [review(bob, "approved")] },
    conclusion: "failure",
    title: "Blocked: 2 plain-HTTP findings",
  },
  { when: "an approval is missing", given: {}, conclusion: "pending", title: "Waiting: 1 senior approval" },
  {
    when: "all is well",
    given: { reviews: [review(bob, "approved")] },
    conclusion: "success",
    title: "Passed: 2 controls",
  },
  {
    when: "several things are wrong",
    given: { files: [plain], roles: {} },
    conclusion: "failure",
    title: /^Blocked: 2 plain-HTTP findings \(and 1 more\)$/,
  },
])("$when → $title", ({ given, conclusion, title }) => {
  const content = check(judged(given, policy(review1)));
  expect(content).toMatchObject({ name: "mergewarden", conclusion });
  expect(content.title).toMatch(title);
});

test("what blocks comes first, with what to do; what warns says so; what is idle is one line", () => {
  const text = policy(
    "controls: { senior-review: {}, plain-http: { enforcement: warn }, guarded-paths: { from: senior } }",
  );
  const { summary } = check(judged({ files: [plain] }, text));
  const rows = summary.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));
  expect(rows.map((row) => row.split(" | ").slice(0, 2).join(": "))).toEqual([
    "| Control: Outcome",
    "| Senior review: ⏳\u00a0waiting",
    "| No plain HTTP: ❌\u00a0failed (warns)",
    "| Policy: ✅\u00a0passed",
  ]);
  expect(summary).toContain("Not applicable: Guarded paths, Policy change.");
});

test("an approval that does not count → its reason is told", () => {
  const { text } = check(judged({ reviews: [review(ada, "approved")] }, policy(review1)));
  expect(text).toMatch(/### Senior review: ⏳\u00a0waiting\n\n(- .*\n)*- .*ada/);
});

test("a policy that does not load → its problems first", () => {
  const broken = { error: ".github/mergewarden.yml:2:1 contrls: unknown key, did you mean controls?" };
  const { summary, conclusion } = check(evaluation(facts({ roles: seniors }), policy(review1), null, broken));
  expect(conclusion).toBe("failure");
  expect(summary.split("\n").slice(0, 3).join("\n")).toMatch(/^\*\*.*\*\*\n\n- \.github\/mergewarden\.yml:2:1 contrls/);
});

test("observe → neutral under its own name, whatever the verdict", () => {
  const content = check(judged({ files: [plain] }, `${policy(review1)}\nmode: observe`));
  expect(content).toMatchObject({ name: "mergewarden (observe)", conclusion: "neutral" });
  expect(content.title).toMatch(/^Would block: /);
});

test("a base that is not gated → nothing", () => {
  const given = judged({}, `${policy(review1)}\nbranches: [release]`);
  expect(checkRunOf(given, titles)).toBeNull();
  expect(commentOf(given, titles)).toBeNull();
});

test("the base's name goes into the check's", () => {
  expect(check(judged({}, `${policy(review1)}\ncheck-name: "gate {base}"`)).name).toBe("gate main");
});

test("the same verdict at another time → the same digest; another reason → another", () => {
  const [first, later] = ["2026-11-23T12:00:00Z", "2026-11-23T12:00:09Z"].map((now) =>
    check(judged({ now }, policy(review1))),
  );
  const other = check(judged({ reviews: [review(ada, "approved")] }, policy(review1)));
  if (first === undefined || later === undefined) throw new Error("nothing judged");
  expect(digestOf(later)).toBe(digestOf(first));
  expect(digestOf(other)).not.toBe(digestOf(first));
  expect(digestOf(first)).toMatch(/^pending [0-9a-f]{64}$/);
});

test("A55 hostile names in a pull request → text within GitHub's bounds, no mention, no markup", () => {
  const path = `src/${"@acme/seniors <b> | `x` ".repeat(400)}.ts`;
  const files = Array.from({ length: 300 }, (_, index) => ({ ...plain, path: `${index}${path}` }));
  const content = check(judged({ files, pullRequest: pullRequest({ changedFiles: 300 }) }, policy(review1)));
  for (const text of [content.summary, content.text]) {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
    expect(text.replaceAll(/`[^`\n]*`/g, "")).not.toMatch(/@acme|<b>/);
  }
  expect(content.title.length).toBeLessThanOrEqual(140);
});

test("A58 an error inside the app → failure with a reference to the log", () => {
  expect(failureOf("mergewarden", "abc", "job 7")).toMatchObject({
    conclusion: "failure",
    summary: expect.stringContaining("job 7"),
  });
});

test("the comment is short, marked, and says what is wanting and what passed", () => {
  const body = commentOf(judged({ files: [plain] }, policy(review1)), titles) ?? "";
  expect(body.startsWith(marker)).toBe(true);
  expect(body).toMatch(/### Blocked: 2 plain-HTTP findings/);
  expect(body).toMatch(/- ❌ \*\*No plain HTTP\*\*: 2 plain-HTTP findings\./);
  expect(body).toMatch(/\n {2}- src\/pay\.ts:1 HTTP001/);
  expect(body).not.toContain("Policy");
});

test.for([
  { when: "a draft", given: { pullRequest: pullRequest({ draft: true }) }, more: "" },
  { when: "comment: false", given: {}, more: "\ncomment: false" },
])("$when → no comment", ({ given, more }) => {
  expect(commentOf(judged(given, policy(review1) + more), titles)).toBeNull();
});
