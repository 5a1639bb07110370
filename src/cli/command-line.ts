import { Option } from "commander";
import type { AnyControl } from "../domain/control.ts";
import type { RecordDraw } from "./commands/sample.ts";
import type { ExportOptions } from "./describe-export.ts";
import type { Io } from "./io.ts";

/** What the command line cannot do without the network: main.ts hands it in. Each returns the exit status. */
export interface Live {
  serve(): Promise<number>;
  demo(once: boolean): Promise<number>;
  propose(repository: string, json: boolean): Promise<number>;
  evidence(json: boolean): Promise<number>;
  backup(path: string, json: boolean): Promise<number>;
  restore(path: string, options: { replace: boolean; drill: boolean; json: boolean }): Promise<number>;
  evidenceKeys(json: boolean): Promise<number>;
  eraseEvidence(options: { account: string; basis: string; json: boolean }): Promise<number>;
  holdEvidence(options: { until?: string; basis: string; release: boolean; json: boolean }): Promise<number>;
  newLog(options: { account: string; reason: string; json: boolean }): Promise<number>;
  revokeKey(key: string, options: { account: string; trustUpTo: string; json: boolean }): Promise<number>;
  recordSample: RecordDraw;
  exportEvidence(options: ExportOptions): Promise<number>;
  doctor(repository: string | undefined, json: boolean): Promise<number>;
  facts(pullRequest: string): Promise<number>;
  simulate(pullRequest: string, options: { policy?: string; orgPolicy?: string; json: boolean }): Promise<number>;
}

export interface CommandLine {
  io: Io;
  controls: readonly AnyControl[];
  version: string;
  live: Live;
}

/** Keeps the exit status that a command ends with. */
export type Keep = (running: Promise<number>) => Promise<void>;

/** Options that several commands share. */
export const orgPolicy = new Option("--org-policy <file>", "the organisation's policy, the floor");
export const json = new Option("--json", "one JSON document on standard output").default(false);
