import { expect, test } from "vitest";
import type { PolicyEffect } from "../../../src/domain/policy.ts";
import { asksForLess } from "../../../src/github/policy-changes/notice.ts";
import { noticeText, noticeTitle } from "../../../src/github/policy-changes/texts.ts";
import type { PolicyNotice } from "../../../src/pipeline/policy-history.ts";

const loosened: PolicyEffect = {
  path: "controls.senior-review.approvals",
  effect: "loosened",
  text: "controls.senior-review.approvals: 2 → 1",
};
function notice(given: Partial<PolicyNotice> = {}): PolicyNotice {
  return {
    key: "repository/1/a..b@c",
    repository: { installationId: 5, repositoryId: 1, owner: "acme", name: "api" },
    scope: "repository",
    source: "acme/api:.github/mergewarden.yml",
    isRemoved: false,
    effects: [loosened],
    since: new Date("2026-11-23T12:00:00Z"),
    pullRequest: 7,
    mergedBy: "ada",
    ...given,
  };
}

test("says what was loosened, since when, and who merged it", () => {
  const text = noticeText(notice(), false, "marker");
  for (const said of ["approvals: 2 → 1", "2026-11-23 12:00 UTC\n", "`acme/api#7`, merged by `ada`"])
    expect(text).toContain(said);
  expect(text.endsWith("<!-- marker -->")).toBe(true);
});

test("pushed → nobody is named, and the time is the latest that it can be", () => {
  const text = noticeText(notice({ pullRequest: null, mergedBy: null }), false, "marker");
  expect(text).toContain("12:00 UTC, or shortly before");
  expect(text).toContain("it was pushed");
});

test("text from a policy is inert", () => {
  const hostile =
    "x <!-- mergewarden policy --> @acme/all [a](http://evil.example) ![i](http://evil.example/i.png)\n# Title";
  const text = noticeText(notice({ effects: [{ ...loosened, text: hostile }] }), false, "marker");
  const [line] = text.split("\n").filter((one) => one.startsWith("- loosened: "));
  expect(line).toBeDefined();
  expect(text.match(/<!--/g)).toHaveLength(1);
  expect(text).not.toMatch(/@acme|(?<!\\)\]\(|http:\/\/evil|^# Title/m);
});

test("more than an issue holds → cut, and the marker stands", () => {
  const effects = Array.from({ length: 5000 }, () => loosened);
  const text = noticeText(notice({ effects }), false, "marker");
  expect(Buffer.byteLength(text)).toBeLessThan(65_536);
  expect(text).toContain("… cut");
  expect(text.endsWith("<!-- marker -->")).toBe(true);
});

test("of a private repository elsewhere no value, name or person is told", () => {
  const text = noticeTitle(notice(), true) + noticeText(notice(), true, "marker");
  for (const hidden of ["acme", "api", "ada", "2 → 1"]) expect(text).not.toContain(hidden);
  expect(text).toContain("`controls.senior-review.approvals`");
});

test.for([
  { effect: "loosened", path: "controls.lint", less: true },
  { effect: "tightened", path: "controls.lint", less: false },
  { effect: "changed", path: "roles.officer", less: false },
  { effect: "changed", path: "check-name", less: false },
  { effect: "changed", path: "branches", less: true },
  { effect: "changed", path: "rules.0", less: true },
  { effect: "changed", path: "rules", less: true },
  { effect: "changed", path: "break-glass", less: true },
] as const)("$path $effect → asks for less: $less", ({ effect, path, less }) => {
  expect(asksForLess({ effect, path, text: "" })).toBe(less);
});
