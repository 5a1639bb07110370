import { describe, expect, test } from "vitest";
import { approval, bob, cleo, facts, file, HEAD, NOW, olga } from "../support/facts.ts";
import { gated, outcomeOf } from "../support/judged.ts";

const tomorrow = "2026-11-24T00:00:00Z";
const breakGlass = {
  kind: "break-glass" as const,
  headSha: HEAD,
  requestedBy: bob,
  approvedBy: [olga, cleo],
  grantedAt: NOW,
  expiresAt: "2026-11-23T13:00:00Z",
  reason: "down",
  incident: "INC-1",
};
const place = { rule: "HTTP001", path: "a.ts", line: null };
const waiver = { kind: "waiver" as const, ...place, approvedBy: bob, expiresAt: tomorrow, reason: "r" };

describe.for(["constructor", "toString", "hasOwnProperty", "unavailable"])("a role called %s", (role) => {
  const policy = `version: 1
roles: { ${role}: { users: [bob] }, officer: { users: [olga] } }
controls: { senior-review: { from: ${role} }, plain-http: { fail-on: notice } }
break-glass: { request: ${role}, approve: ${role} }
`;

  test("that the facts lack → unknown, and nothing throws", () => {
    const files = [file("a.ts", ['fetch("http://api.initech.io")'])];
    const given = facts({ reviews: [approval(bob)], files, exceptions: [breakGlass, waiver] });
    const verdict = gated(given, policy);
    expect(outcomeOf(verdict, "senior-review")).toBe("unknown");
    expect(verdict.conclusion).toBe("failure");
  });

  test("that the facts have → its members approve", () => {
    const given = facts({ reviews: [approval(bob)], roles: { [role]: [bob] } });
    expect(outcomeOf(gated(given, policy), "senior-review")).toBe("pass");
  });
});
