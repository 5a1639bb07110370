import { existsSync } from "node:fs";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findingsOf, makeFolder, runScan } from "./scan-checkout.ts";

const bad = "fetch('http://api.initech.io');\n";
const doubtful = "fetch('http://10.0.0.1');\n";
const good = "fetch('https://api.initech.io');\n";

let checkout: Awaited<ReturnType<typeof makeFolder>>;
let plain: Awaited<ReturnType<typeof makeFolder>>;

beforeAll(async () => {
  checkout = await makeFolder();
  plain = await makeFolder();
  const files = {
    ".gitignore": "dist\n*.log.js\n!keep.log.js\n",
    "src/bad.js": bad,
    "src/good.js": good,
    "src/doubtful.js": doubtful,
    "src/.gitignore": "made.js\n",
    "src/made.js": bad,
    "dist/a.js": bad,
    "a.log.js": bad,
    "keep.log.js": bad,
    "test/a.js": bad,
    "-f": bad,
    'odd "name"\n;$(x).js': bad,
    "image.png": new Uint8Array([0x89, 0x50, 0, ...Buffer.from(bad)]),
  };
  await checkout.write(files);
  await plain.write(files);
  await checkout.git("init", "--quiet");
  await checkout.commit();
  await checkout.git("rm", "--quiet", "--cached", "-r", "dist", "a.log.js", "src/made.js");
  await checkout.write({ "untracked.js": bad });
  await plain.write({ "untracked.js": bad });
  for (const { folder } of [checkout, plain]) await symlink("src/bad.js", join(folder, "link.js"));
});
afterAll(async () => {
  await checkout.remove();
  await plain.remove();
});

const expected = [
  "-f:1 HTTP001",
  "keep.log.js:1 HTTP001",
  'odd "name"\n;$(x).js:1 HTTP001',
  "src/bad.js:1 HTTP001",
  "src/doubtful.js:1 HTTP001",
  "untracked.js:1 HTTP001",
];

test.for([["a checkout", () => checkout] as const, ["a folder without git", () => plain] as const])(
  "%s → what git would see, without what it ignores, links and tests",
  async ([, at]) => {
    expect(await findingsOf({}, at().folder)).toEqual(expected);
    expect(await findingsOf({ paths: ["."] }, at().folder)).toEqual(expected);
    expect(await findingsOf({ paths: ["src", "src/bad.js"] }, at().folder)).toEqual(expected.slice(3, 5));
  },
);

test("a path from elsewhere → tests are known by the path in the repository", async () => {
  expect(await findingsOf({ paths: [join(checkout.folder, "test")] }, plain.folder)).toEqual([]);
  expect(await findingsOf({}, join(checkout.folder, "test"))).toEqual([]);
});

test("a file that is named → looked at, even if git ignores it", async () => {
  expect(await findingsOf({ paths: ["src/made.js"] }, checkout.folder)).toEqual(["src/made.js:1 HTTP001"]);
});

test.for([
  { given: { paths: ["src/good.js"] }, status: 0 },
  { given: { paths: ["src/bad.js"] }, status: 1 },
  { given: { paths: ["src/doubtful.js"] }, status: 0 },
  { given: { paths: ["src/doubtful.js"], failOn: "warning" as const }, status: 1 },
  { given: { paths: ["src/doubtful.js"], failOn: "notice" as const }, status: 1 },
  { given: { paths: ["nothing.js"] }, status: 2 },
  { given: { paths: ["src/good.js", "nothing.js"] }, status: 2 },
  { given: { base: "HEAD" }, status: 0 },
  { given: { base: "no-such-revision" }, status: 2 },
  { given: { base: "--output=x" }, status: 2 },
  { given: { base: "HEAD", head: "no-such-revision" }, status: 2 },
  { given: { head: "HEAD" }, status: 2 },
  { given: { jsonl: true, paths: ["src"] }, status: 2 },
  { given: { jsonl: true, base: "HEAD" }, status: 2 },
  { given: { json: true, format: "sarif" as const }, status: 2 },
  { given: { jsonl: true, policy: "p.yml" }, status: 2 },
  { given: { orgPolicy: "p.yml" }, status: 2 },
  { given: { policy: "nothing.yml" }, status: 2 },
])("$given → status $status", async ({ given, status }) => {
  const told = await runScan(given, checkout.folder);
  expect(told.status).toBe(status);
  expect(told.error === "").toBe(status !== 2);
  if (status === 2) expect(told.out).toBe("");
});

test("no repository → status 2", async () => {
  const told = await runScan({ base: "HEAD" }, plain.folder);
  expect(told.status).toBe(2);
  expect(told.error).toContain("no git repository");
});

test.skipIf(!existsSync("/proc/self/mem"))(
  "a file that cannot be read → told, status 3, the others looked at",
  async () => {
    const odd = await makeFolder();
    await odd.write({ "good.js": good });
    const { status, out, error } = await runScan({ paths: ["good.js", "/proc/self/mem"], json: true }, odd.folder);
    await odd.remove();
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ findings: [], files: 1, unreadable: ["/proc/self/mem"] });
    expect(error).toContain("/proc/self/mem");
  },
);
