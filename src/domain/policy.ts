import type { Enforcement } from "./verdict.ts";

/** Where something stands in a policy file; lines and columns count from 1. */
export interface Position {
  line: number;
  column: number;
}

/** Something wrong with a policy: where, at which path, and what was expected. */
export interface Problem {
  file: string;
  position: Position;
  /** Keys joined by dots, list items by their index: `controls.lint.checks.0`. Empty: the whole file. */
  path: string;
  message: string;
}

/** The people of a role: the union of what it names. */
export interface Role {
  users: readonly string[];
  /** Slugs, or `org/slug`. */
  teams: readonly string[];
  /** Permissions on the repository: the very level that GitHub computes, such as `maintain`. */
  permissions: readonly string[];
}

/** The values that a file writes for a control, in normal form; nothing is filled in. */
export interface WrittenControl {
  enforcement?: Enforcement;
  [setting: string]: unknown;
}

export type ChangeStep = "major" | "minor" | "patch";

/** When a rule holds: all of its keys must. */
export interface Condition {
  base?: readonly string[];
  head?: readonly string[];
  paths?: readonly string[];
  "only-paths"?: readonly string[];
  authors?: readonly string[];
  "author-type"?: "user" | "bot";
  labels?: readonly string[];
  title?: readonly string[];
  size?: string;
  "dependency-update"?: readonly ChangeStep[];
}

/** Settings that change for the pull requests a condition matches. */
export interface Rule {
  name: string;
  when: Condition;
  controls: Readonly<Record<string, WrittenControl>>;
}

/** Who may lift the gate for one head in an emergency. Hours are whole. */
export interface BreakGlassPolicy {
  request: string;
  approve: string;
  approvals: number;
  "valid-hours": number;
  "review-within-hours": number;
}

/** What a policy file writes down, in normal form: what is absent was not written. */
export interface WrittenPolicy {
  mode?: Mode;
  branches?: readonly string[];
  "check-name"?: string;
  "missing-after"?: number;
  comment?: boolean;
  roles: Readonly<Record<string, Role>>;
  controls: Readonly<Record<string, WrittenControl>>;
  rules: readonly Rule[];
  "break-glass"?: Partial<BreakGlassPolicy>;
}

export type Mode = "observe" | "enforce";

/** A control's settings with its enforcement, defaults filled in. */
export type ControlSettings = { enforcement: Enforcement } & Readonly<Record<string, unknown>>;

/** A policy with the floor applied and defaults filled in, before its rules: its RFC 8785 form is what the digest is over. */
export interface EffectivePolicy {
  version: 1;
  mode: Mode;
  /** null: the default branch. */
  branches: readonly string[] | null;
  "check-name": string;
  /** Minutes. */
  "missing-after": number;
  comment: boolean;
  roles: Readonly<Record<string, Role>>;
  /** Active controls only. */
  controls: Readonly<Record<string, ControlSettings>>;
  rules: readonly (Rule & { from: "organization" | "repository" })[];
  "break-glass": BreakGlassPolicy | null;
}

/** What a setting's change means for the gate. */
export interface PolicyEffect {
  path: string;
  effect: "tightened" | "loosened" | "changed";
  /** A sentence, such as `controls.senior-review.approvals: 1 → 2`. */
  text: string;
}
