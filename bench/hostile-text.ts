import { readCommand } from "../src/commands/read-command.ts";
import { controls } from "../src/controls/index.ts";
import { judge } from "../src/engine/judge.ts";
import { matchesGlob } from "../src/matching/glob.ts";
import { parsePolicy } from "../src/policy/parse.ts";
import { approval, bob, facts } from "../test/support/facts.ts";

/** What strangers may make as long as they like, and who reads it. */
const readers: Readonly<Record<string, { piece: string; read(text: string): unknown }>> = {
  "policy, keys that nobody knows": { piece: "key-x: 1\n", read: policyOf },
  "policy, open brackets": { piece: "[", read: policyOf },
  "policy, rules": {
    piece: '  - { when: { title: "x*" }, controls: { lint: {} } }\n',
    read: (text) => policyOf(`rules:\n${text}`),
  },
  "comment, commands": { piece: "/mergewarden recheck\n", read: readCommand },
  "comment, open quotes": { piece: '/mergewarden waive HTTP001 "a', read: readCommand },
  "glob of stars on a path": { piece: "a", read: (text) => matchesGlob(text.slice(0, 4000), "**/*a*a*a*b") },
  "linked-issue, a pattern that backtracks": { piece: "a", read: linkedIssue },
};

function policyOf(text: string): unknown {
  return parsePolicy(`version: 1\n${text}`, { file: "policy.yml", controls });
}

const policy = parsePolicy('version: 1\ncontrols: { linked-issue: { pattern: "(a|aa)*[bc]" } }\n', {
  file: "policy.yml",
  controls,
});

function linkedIssue(title: string): unknown {
  if ("problems" in policy) throw new Error("the policy is invalid");
  const given = facts({ reviews: [approval(bob)] });
  const asked = { ...given, pullRequest: { ...given.pullRequest, title } };
  return judge({ repository: policy, organization: null, error: null, floorMissing: null }, asked, controls);
}

const sizes = [16_000, 32_000, 64_000];
console.log(`Milliseconds for texts of ${sizes.join(", ")} characters (one warm-up, then the least of five):\n`);
for (const [name, { piece, read }] of Object.entries(readers)) {
  const times = sizes.map((size) => leastOf(() => read(piece.repeat(Math.floor(size / piece.length)))));
  console.log(`${name.padEnd(42)} ${times.map((time) => time.toFixed(1).padStart(8)).join("")}`);
}

function leastOf(run: () => unknown): number {
  run();
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return Math.min(...times);
}
