import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { organization, repository } from "../../demo/company.ts";
import { type Change, commit, propose, review } from "../support/change.ts";
import { approve } from "../support/journey.ts";
import { createStage, type GateRun, type Stage } from "../support/stage.ts";

const policy = `version: 1
roles: { senior: { teams: [senior-engineers] }, officer: { teams: [security-officers] } }
controls: { senior-review: {}, plain-http: {}, guarded-paths: {} }
`;

let stage: Stage;
beforeAll(async () => {
  stage = await createStage({ policy, floor: null });
  stage.lab.rateLimits.limit = Number.POSITIVE_INFINITY;
});
afterAll(() => stage.close());

async function judged(change: Change): Promise<GateRun> {
  await stage.settled();
  const [run] = await stage.runs(change.sha, change.repository);
  if (run === undefined) throw new Error("nothing was written");
  return run;
}

/** Does something that the app is not told of. */
async function quietly(happens: () => Promise<unknown>): Promise<void> {
  const { webhook } = stage.company.gate.app;
  const { url } = webhook;
  webhook.url = null;
  await happens();
  webhook.url = url;
}

test("more than 100 reviews: a veto among the first, an approval among the last → both count", async () => {
  const { people } = stage.company;
  const change = await propose(people["mia-tanaka"], { files: { "docs/talked.md": "# Talked about\n" } });
  await quietly(async () => {
    await review(people["priya-raman"], change, "REQUEST_CHANGES");
    for (let nth = 0; nth < 110; nth += 1) await review(people["jonas-keller"], change, "COMMENT");
  });
  await review(people["tomasz-wilk"], change);
  const blocked = await judged(change);
  expect(blocked.conclusion).toBe("failure");
  expect(blocked.text).toContain("priya-raman");
  await approve(stage, change);
  expect(await judged(change)).toMatchObject({ conclusion: "success" });
});

/** A branch of 260 commits, the first with many files and with somebody's help, as `git fast-import` takes it. */
function wideHistory(parent: string, helper: string): string {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const step = (mark: number, from: string, message: string, changes: string) => {
    const time = `${1_700_000_000 + mark} +0000`;
    const who = `committer Mia <mia-tanaka@example.com> ${time}`;
    return `commit refs/heads/wide\nmark :${mark}\n${who}\n${data(message)}from ${from}\n${changes}\n`;
  };
  const file = (path: string, text: string) => `M 644 inline ${path}\n${data(text)}`;
  const many = Array.from({ length: 3100 }, (_, nth) => file(`many/${String(nth).padStart(4, "0")}.txt`, "x\n")).join(
    "",
  );
  let stream = step(1, parent, `Many\n\nCo-authored-by: Priya <${helper}>`, many);
  for (let mark = 2; mark <= 260; mark += 1)
    stream += step(mark, `:${mark - 1}`, "Step", file("step.txt", `${mark}\n`));
  return stream;
}

async function proposeWide(helper: string): Promise<Change> {
  const mia = stage.company.people["mia-tanaka"];
  const work = await mia.clone(`${organization}/${repository}`);
  const stream = join(work.directory, ".git", "wide.stream");
  await writeFile(stream, wideHistory(await work.git("rev-parse", "origin/main"), helper));
  await work.git("-c", `alias.import=!git fast-import --quiet < '${stream}'`, "import");
  await rm(stream);
  await work.git("push", "--quiet", "origin", "wide");
  const sha = await work.git("rev-parse", "wide");
  await work.remove();
  const body = { owner: organization, repo: repository, title: "Wide", head: "wide", base: "main" };
  const { data } = await mia.rest.pulls.create(body);
  return { repository, branch: "wide", number: data.number, sha };
}

test("A11 A35 more than 250 commits and 3,000 files → every commit is read, the files are told as incomplete", async () => {
  const priya = stage.lab.world.state.accounts.get("priya-raman");
  const change = await proposeWide(`${priya?.id}+priya-raman@users.noreply.github.com`);
  await approve(stage, change);
  const run = await judged(change);
  expect(run.conclusion).toBe("failure");
  expect(run.text).toContain("3000 of 3101 changed files");
  expect(run.text).toMatch(/priya-raman.*(does not|cannot) count.*contributed/);
  expect(run.text).not.toContain("commits could be read");
});

const call = "fetch('http://pay.acme-partner.io/');\n";
const line = "export const nothing = 0; // and nothing more\n";

test.for<[string, "success" | "failure", Record<string, string>, RegExp]>([
  ["A36 a file too large for a patch", "failure", { "src/large.ts": line.repeat(21_000) + call }, /large\.ts:21001/],
  [
    "A36 files that are too large together",
    "failure",
    { "src/one.ts": line.repeat(15_000), "src/two.ts": line.repeat(15_000) + call },
    /two\.ts:15001/,
  ],
  [
    "A36 a file too large to be read",
    "failure",
    { "src/huge.ts": line.repeat(40_000) + call },
    /could not read.*huge\.ts|huge\.ts.*could not|huge\.ts.*too large/,
  ],
  [
    "A34 an attribute hides the patch",
    "failure",
    { ".gitattributes": "*.ts -diff\n", "src/hidden.ts": call },
    /hidden\.ts:1/,
  ],
  [
    "A34 an attribute calls text binary",
    "failure",
    { ".gitattributes": "*.ts binary\n", "src/called.ts": call },
    /called\.ts:1/,
  ],
  ["a file that is binary", "success", { "docs/picture.bin": `\0\u0001${call}` }, /Approved by/],
])("%s → %s", async ([, conclusion, files, told]) => {
  const change = await propose(stage.company.people["mia-tanaka"], { files });
  await approve(stage, change);
  const run = await judged(change);
  expect(`${run.title}\n${run.summary}\n${run.text}`.replaceAll("\\", "")).toMatch(told);
  expect(run.conclusion).toBe(conclusion);
});

test("a role whose team cannot be read → not green, and the check run names the role and the team", async () => {
  const { lab, company } = stage;
  const created = await lab.seed.repository("acme/elsewhere", { private: true });
  for (const login of ["mia-tanaka", "priya-raman"]) lab.seed.collaborator(created, login, "write");
  const main: Change = { repository: "elsewhere", branch: "main", number: 0, sha: "" };
  const teams = policy.replace("[senior-engineers]", "[elsewhere/seniors]");
  await commit(company.people["olga-haugen"], main, { ".github/mergewarden.yml": teams });
  const change = await propose(company.people["mia-tanaka"], { repository: "elsewhere", files: { "a.md": "A\n" } });
  await approve(stage, change);
  const run = await judged(change);
  expect(run.conclusion).toBe("failure");
  expect(run.text).toMatch(/senior.*elsewhere\/teams\/seniors/);
});
