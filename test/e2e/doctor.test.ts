import { afterAll, beforeAll, expect, test } from "vitest";
import { type Company, foundCompany, fullName } from "../../demo/company.ts";
import { createLab, type Lab } from "../../lab/lab.ts";
import { environmentOf, runProgram } from "../support/serve-process.ts";

let lab: Lab;
let company: Company;
beforeAll(async () => {
  lab = await createLab();
  company = await foundCompany(lab, {});
});
afterAll(() => lab.close());

interface Answer {
  status: unknown;
  told: string[];
  remedies: string[];
  error: string;
}

async function doctor(args: readonly string[], env: Record<string, string | undefined> = {}): Promise<Answer> {
  const run = runProgram(["doctor", ...args, "--json"], { ...environmentOf(lab, company), ...env });
  const status = await run.ended;
  const { stdout, stderr: error } = run.output;
  const { examinations } = JSON.parse(stdout === "" ? '{"examinations":[]}' : stdout) as {
    examinations: { about: string; state: string; found: string; remedy: string | null }[];
  };
  const told = examinations.map(({ about, state, found }) => `${state} ${about}: ${found}`);
  return { status, told, remedies: examinations.flatMap(({ remedy }) => remedy ?? []), error };
}

const required = "fine acme/checkout@main: It takes pull requests only, and requires this app's check";
/** As a person: by a token, without the app's credentials. */
const asOlga = () => ({
  APP_ID: undefined,
  PRIVATE_KEY: undefined,
  GITHUB_TOKEN: company.people["olga-haugen"].token,
});

test("an app whose webhook goes nowhere → what to do, beside what is fine", async () => {
  const { status, told, remedies } = await doctor([fullName], { MERGEWARDEN_URL: "https://gate.acme.test" });
  expect(status).toBe(1);
  expect(told).toEqual([
    "fine the app: The credentials are those of mergewarden",
    "fine the app: It has every permission that it needs",
    "fine the app: It hears of every event that it handles",
    "to-do the webhook: It has no address",
    "unknown the webhook: Nothing was delivered yet",
    "fine acme: It has every permission that it needs",
    "fine acme/checkout: Its policy loads; it enforces",
    required,
    "fine acme/checkout@main: Who can bypass the rules was not read: GitHub tells it to those only who may change the ruleset.",
  ]);
  expect(remedies[0]).toBe("Set it to https://gate.acme.test/api/github/webhooks in the app's settings on GitHub.");
});

test("without a repository → every one that the app sees", async () => {
  const { status, told, remedies } = await doctor([]);
  expect(status).toBe(1);
  expect(told).toContain(required);
  expect(told).toContain("to-do acme/.github@main: The check `mergewarden` is not required on main.");
  expect(remedies.join()).toContain("In the settings of acme/.github, Rules → Rulesets: ask for a pull request and");
});

test("by a person's token → what only the app may know is unknown", async () => {
  const { status, told } = await doctor([fullName], asOlga());
  expect(status).toBe(3);
  expect(told[0]).toMatch(/^unknown the app: Not looked at/);
  expect(told).toContain("fine acme/checkout: Its policy loads; it enforces");
  expect(told.filter((line) => line.startsWith("unknown acme/checkout@main"))).not.toEqual([]);
});

test("a repository that cannot be seen → status 3; what is none → status 2", async () => {
  const { status, told } = await doctor(["acme/none"], asOlga());
  expect(status).toBe(3);
  expect(told[1]).toMatch(/^unknown acme\/none: Could not be read/);
  expect(await doctor(["acme"])).toMatchObject({ status: 2, error: expect.stringContaining("OWNER/REPO") });
});

test("wrong credentials → status 1, and no key in the output", async () => {
  const { status, told, error } = await doctor([fullName], { APP_ID: "424242" });
  expect(status).toBe(1);
  expect(told[0]).toMatch(/^to-do the app: GitHub does not answer these credentials/);
  expect(error + told.join()).not.toContain("PRIVATE KEY-----");
});

test("for people → a line each, and an arrow to what to do", async () => {
  const run = runProgram(["doctor", fullName], environmentOf(lab, company));
  expect(await run.ended).toBe(1);
  expect(run.output.stdout).toContain("TO DO  the webhook: It has no address\n       → Set it to");
  expect(run.output.stdout).toContain("ok     acme/checkout: Its policy loads");
});
