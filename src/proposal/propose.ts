import { Document, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import type { Habits } from "./habits.ts";
import { sortChecks } from "./sort-checks.ts";

/** A line of the policy, what it holds, and why it is there. */
type Line = readonly [key: string, value: unknown, reason: string];

/** The text of a first policy, in observe mode: what the repository does today, each line with its reason. It is always valid. */
export function propose(habits: Habits): string {
  const { proposed, left } = sortChecks(habits);
  const document = new Document({});
  document.commentBefore = comment(
    `A first policy for ${oneLine(habits.repository)}, made of what it does today. It observes: nothing is blocked.\nSwitch to \`mode: enforce\` when the check run says what it should, and require the check.`,
  );
  const map = document.contents as unknown as YAMLMap;
  for (const line of [...gateLines(habits), rolesLine(habits)]) add(document, map, line);
  add(document, map, ["controls", {}, "What a pull request needs."]);
  const controls = map.get("controls") as YAMLMap;
  controls.flow = false;
  for (const line of controlLines(habits, proposed)) add(document, controls, line);
  if (left.length > 0) document.comment = comment(`Left out:\n${left.map(oneLine).join("\n")}`);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function gateLines({ defaultBranch, protectedBranches }: Habits): Line[] {
  const branches = [defaultBranch, ...protectedBranches.filter((branch) => branch !== defaultBranch)].map(literal);
  return [
    ["version", 1, "The form of this file."],
    ["mode", "observe", "It judges and records, and blocks nothing yet."],
    ...(protectedBranches.length === 0
      ? []
      : [["branches", branches, "The default branch, and those that are protected."] as const]),
  ];
}

/** A branch's name as a glob that means it alone. */
function literal(branch: string): string {
  return branch.replaceAll(/[\\*?[\]{}()!+@|]/g, "\\$&");
}

function rolesLine({ owners }: Habits): Line {
  const senior = owners === null ? { permissions: ["maintain", "admin"] } : owned(owners);
  const reason = owners === null ? "those who maintain the repository" : "those who own everything by CODEOWNERS";
  const roles = { senior, officer: { permissions: ["admin"] } };
  return ["roles", roles, `Senior engineers: ${reason}. Officers: its administrators; name a team where you can.`];
}

function owned({ users, teams }: { users: readonly string[]; teams: readonly string[] }): Record<string, unknown> {
  return { ...(teams.length > 0 && { teams }), ...(users.length > 0 && { users }) };
}

/** In the order of the reference. */
const checkControls = ["unit-tests", "integration-tests", "lint", "code-scan", "dependency-scan", "secret-scan"];

function controlLines(habits: Habits, proposed: ReturnType<typeof sortChecks>["proposed"]): Line[] {
  const { approvals, asksForSignatures, asksForUpToDate, isOrganization } = habits;
  const needed = Math.min(Math.max(approvals ?? 1, 1), 10);
  const lines: Line[] = [
    [
      "senior-review",
      needed === 1 ? {} : { approvals: needed },
      approvals === null
        ? "The rules of the branch ask for no approval; one is the least."
        : `The rules of the branch ask for ${approvals}.`,
    ],
  ];
  for (const control of checkControls) {
    const own = proposed.filter((one) => one.control === control);
    if (own.length === 0) continue;
    const reasons = own.map(
      ({ selector, reason }) => `${oneLine(typeof selector === "string" ? selector : selector.name)}: ${reason}.`,
    );
    lines.push([control, { checks: own.map(({ selector }) => selector) }, reasons.join("\n")]);
  }
  lines.push(["plain-http", {}, "No added line opens an unencrypted connection."]);
  if (asksForSignatures) lines.push(["signed-commits", {}, "The rules of the branch require signatures."]);
  if (asksForUpToDate) lines.push(["up-to-date", {}, "The rules of the branch require branches to be up to date."]);
  lines.push(
    ["guarded-paths", {}, "An officer approves changes of workflows and of CODEOWNERS."],
    ["gate-required", { enforcement: "warn" }, "Tells until the rules of the branch require the gate."],
  );
  if (isOrganization)
    lines.push(["two-factor", { enforcement: "warn" }, "Tells where the organisation does not require it."]);
  return lines;
}

function add(document: Document, map: YAMLMap, [key, value, reason]: Line): void {
  const node = document.createNode(value) as Node;
  if (!Array.isArray(value) && isSmall(value)) (node as YAMLMap).flow = true;
  const pair = document.createPair(key, node) as Pair<Scalar, Node>;
  pair.key.commentBefore = comment(reason);
  map.add(pair);
}

function isSmall(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Object.values(value).some((one) => typeof one === "object");
}

function comment(text: string): string {
  return text
    .split("\n")
    .map((line) => ` ${line}`)
    .join("\n");
}

/** Text of strangers in a comment: nothing in it may end the comment, or drive a terminal. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ").slice(0, 200);
}
