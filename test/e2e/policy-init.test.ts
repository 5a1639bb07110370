import { afterAll, beforeAll, expect, test } from "vitest";
import { type Company, foundCompany, fullName } from "../../demo/company.ts";
import { createLab, type Lab } from "../../lab/lab.ts";
import { parsed } from "../support/judged.ts";
import { environmentOf, runProgram } from "../support/serve-process.ts";

let lab: Lab;
let company: Company;
beforeAll(async () => {
  lab = await createLab();
  company = await foundCompany(lab, {});
});
afterAll(() => lab.close());

async function init(args: readonly string[], env: Record<string, string | undefined> = {}) {
  const run = runProgram(["policy", "init", ...args], { ...environmentOf(lab, company), ...env });
  return { status: await run.ended, ...run.output };
}

test("a repository with rules and CODEOWNERS → a valid policy that observes, each line with its reason", async () => {
  const { status, stdout, stderr } = await init([fullName]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const { written } = parsed(stdout);
  expect(written.mode).toBe("observe");
  expect(stdout).toMatch(/# .*\n {2}senior-review:/);
  expect(stdout).not.toContain("mergewarden:");
});

test("by a person's token, as JSON → the same policy", async () => {
  const token = company.people["olga-haugen"].token;
  const env = { APP_ID: undefined, PRIVATE_KEY: undefined, GITHUB_TOKEN: token };
  const { status, stdout } = await init([fullName, "--json"], env);
  expect(status).toBe(0);
  const { policy } = JSON.parse(stdout) as { policy: string };
  expect(parsed(policy).written.controls["senior-review"]).toBeDefined();
});

test.for([
  ["acme", 2, "OWNER/REPO"],
  ["acme/none", 3, ""],
] as const)("%s → status %i", async ([repository, status, told]) => {
  const ended = await init([repository]);
  expect(ended).toMatchObject({ status, stdout: "" });
  expect(ended.stderr).toContain(told);
});
