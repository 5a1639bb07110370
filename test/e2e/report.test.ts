import { marked } from "marked";
import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { type Change, commit, propose } from "../support/change.ts";
import { approve, passCi, waitingChange } from "../support/journey.ts";
import { createStage, type Stage } from "../support/stage.ts";

/** Asks for less than the floor in one line, and lets titles and branches into the report. */
const policy = `version: 1
roles:
  senior: { teams: [senior-engineers] }
controls:
  senior-review: { approvals: 1 }
  plain-http: {}
  linked-issue: { in: [title, body, branch], pattern: "ACME-[0-9]+" }
`;
const floor = `version: 1
mode: enforce
roles:
  senior: { teams: [senior-engineers] }
  officer: { teams: [security-officers] }
controls:
  senior-review: { approvals: 2 }
  guarded-paths: {}
`;

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy, floor });
});
afterAll(() => stage.close());

const where = { owner: organization, repo: repository };

async function comments(change: Change) {
  const { rest } = stage.company.people["mia-tanaka"];
  const { data } = await rest.issues.listComments({ ...where, issue_number: change.number });
  return data.map(({ id, user, body }) => ({ id, login: user?.login, body: body ?? "" }));
}

test("plain HTTP in two added lines → an annotation on each, and the title counts them", async () => {
  const text =
    "export const one = 1;\nexport const a = 'http://pay.acme-partner.io/a';\n\nexport const b = 'http://pay.acme-partner.io/b';\n";
  const change = await waitingChange(stage, { files: { "src/provider.ts": text } });
  const [run] = await stage.runs(change.sha);
  expect(run).toMatchObject({ conclusion: "failure", title: expect.stringMatching(/^Blocked: 2 plain-HTTP findings/) });
  const { rest } = stage.company.people["mia-tanaka"];
  const { data } = await rest.checks.listAnnotations({ ...where, check_run_id: run?.id ?? 0 });
  const places = data.map((one) => [one.path, one.start_line, one.end_line, one.annotation_level]);
  expect(places).toEqual([
    ["src/provider.ts", 2, 2, "failure"],
    ["src/provider.ts", 4, 4, "failure"],
  ]);
});

test("a line that asks for less than the floor → the floor holds, and both lines are named", async () => {
  const change = await waitingChange(stage);
  await approve(stage, change);
  await stage.settled();
  const [run] = await stage.runs(change.sha);
  expect(run).toMatchObject({ status: "in_progress", title: "Waiting: 1 more senior approval" });
  expect(readable(run?.text ?? "")).toContain(
    "controls.senior-review.approvals: 1 (.github/mergewarden.yml:5:20) has no effect: the organisation asks for 2 (mergewarden.organization.yml:7:20)",
  );
});

test("verdict after verdict → one comment, updated in place", async () => {
  const change = await waitingChange(stage, { body: "no issue" });
  const [first, ...others] = await comments(change);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ login: "mergewarden[bot]", body: expect.stringContaining("No issue is named") });
  await stage.company.people["mia-tanaka"].rest.pulls.update({ ...where, pull_number: change.number, body: "ACME-7" });
  await stage.settled();
  await commit(stage.company.people["mia-tanaka"], change, { "docs/second.md": "Second.\n" });
  await passCi(stage, change);
  await stage.settled();
  expect(await comments(change)).toEqual([{ ...first, body: expect.stringContaining(change.sha.slice(0, 12)) }]);
  expect((await comments(change))[0]?.body).not.toContain("No issue is named");
});

test("a draft → a check run, and no comment before it is ready", async () => {
  const change = await waitingChange(stage, { draft: true });
  expect(await stage.runs(change.sha)).toMatchObject([{ name: "mergewarden", status: "in_progress" }]);
  expect(await comments(change)).toEqual([]);
  const { request } = stage.company.people["mia-tanaka"];
  await request("PATCH /repos/{owner}/{repo}/pulls/{pull_number}", {
    ...where,
    pull_number: change.number,
    draft: false,
  });
  await stage.settled();
  expect(await comments(change)).toHaveLength(1);
});

test("A55 title, path, branch and body hold Markdown, HTML and mentions → all of it is shown, none of it acts", async () => {
  const nasty =
    "@acme/security-officers #1 ![x](https://evil.example.org/x.png) <img src=x> [click](https://evil.example.org) `code` | $x$";
  const path = "src/@ines-duarte |**b** [l](x) <b>.ts";
  const change = await propose(stage.company.people["mia-tanaka"], {
    title: nasty,
    body: nasty,
    branch: "x/@grace-adeyemi#2-`rm`-<i>",
    files: {
      [path]: "fetch('http://pay.acme-partner.io/<script>alert(1)</script>');\n",
      [`.github/workflows/${path}`]: "x\n",
    },
  });
  await stage.settled();
  const [run] = await stage.runs(change.sha);
  expect(readable(run?.text ?? "")).toContain(path);
  const [comment] = await comments(change);
  for (const markdown of [run?.summary ?? "", run?.text ?? "", comment?.body ?? ""]) {
    expect(acting(markdown)).toEqual([]);
    expect(markdown).not.toMatch(/@(ines|grace|acme)|#[12]\b/);
  }
});

test("the policy on the default branch has a typo → blocked, and the check run says where and what was meant", async () => {
  const { lab, company } = stage;
  const broken = await lab.seed.repository("acme/broken", { private: true });
  lab.seed.collaborator(broken, "mia-tanaka", "write");
  const text = "version: 1\nroles:\n  senior: { teams: [senior-engineers] }\ncontrols:\n  senior-reveiw: {}\n";
  const main: Change = { repository: "broken", branch: "main", number: 0, sha: "" };
  await commit(company.people["olga-haugen"], main, { ".github/mergewarden.yml": text });
  const change = await propose(company.people["mia-tanaka"], { repository: "broken", files: { "a.md": "A\n" } });
  await stage.settled();
  const [run] = await stage.runs(change.sha, "broken");
  expect(run).toMatchObject({
    name: "mergewarden",
    conclusion: "failure",
    title: expect.stringContaining("does not load"),
  });
  expect(readable(run?.summary ?? "")).toMatch(
    /^\*\*The policy .*mergewarden\.yml:5:3 controls\.senior-reveiw.*senior-review/s,
  );
});

/** Links, images and HTML that a reader's browser would act on; the app's own small print aside. */
function acting(markdown: string): string[] {
  const found: string[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token) => {
    const isOwn = /^(<!-- mergewarden: summary -->\s*|<\/?sub>)$/.test(token.raw);
    if (["link", "image", "html", "def"].includes(token.type) && !isOwn) found.push(token.raw);
  });
  return found;
}

/** Markdown as it reads: without escapes and joiners. */
function readable(markdown: string): string {
  return markdown
    .replaceAll(/\\([^\w\s])/g, "$1")
    .replaceAll("\u2060", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
