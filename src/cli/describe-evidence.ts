import type { Command } from "commander";
import { type CommandLine, json, type Keep } from "./command-line.ts";
import { noteOn } from "./help-notes.ts";

/** Copies of what must not be lost. */
export function describeBackup(program: Command, { live }: CommandLine, keep: Keep): void {
  program
    .command("backup")
    .description("Writes the evidence, and the settings that must not be lost, into one file.")
    .addHelpText("after", noteOn("backup"))
    .requiredOption("--out <file>", "the file, which must not be there yet")
    .addOption(json)
    .action(({ out, json }: { out: string; json: boolean }) => keep(live.backup(out, json)));
  program
    .command("restore")
    .description("Restores a backup, if the logs in it are the ones that were signed. Stop the server before.")
    .addHelpText("after", noteOn("restore"))
    .argument("<file>", "a backup")
    .option("--replace", "give up what the database holds", false)
    .option("--drill", "try it in a database that is made for it and dropped; the server may run", false)
    .addOption(json)
    .action((file: string, options: Parameters<typeof live.restore>[1]) => keep(live.restore(file, options)));
}

/** What is done with the evidence log on the server's database. */
export function describeEvidence(program: Command, { live }: CommandLine, keep: Keep): void {
  const evidence = program
    .command("evidence")
    .description("The records of the evidence log, a line of canonical JSON each. That somebody looked is on record.")
    .addHelpText("after", noteOn("evidence"))
    .addOption(json)
    .action((options: { json: boolean }) => keep(live.evidence(options.json)));
  evidence
    .command("keys")
    .description("The public keys of each log, a line each: what auditors verify with, to be told them directly.")
    .addHelpText("after", noteOn("evidence keys"))
    .addOption(json)
    .action((_options: object, command: Command) =>
      keep(live.evidenceKeys(command.optsWithGlobals<{ json: boolean }>().json)),
    );
  evidence
    .command("erase")
    .description(
      "Forgets a person: who they are, their words, and the documents that name them. The log stays provable.",
    )
    .addHelpText("after", noteOn("evidence erase"))
    .requiredOption("--account <id>", "the numeric id of the person's GitHub account")
    .requiredOption("--basis <text>", "why, for the record")
    .addOption(json)
    .action((_options: object, command: Command) =>
      keep(live.eraseEvidence(command.optsWithGlobals<{ account: string; basis: string; json: boolean }>())),
    );
  evidence
    .command("hold")
    .description("Puts all evidence under a legal hold, or ends it: meanwhile nothing is erased.")
    .addHelpText("after", noteOn("evidence hold"))
    .option("--until <date>", "the last day of the hold, YYYY-MM-DD, in UTC")
    .option("--release", "end the hold now", false)
    .requiredOption("--basis <text>", "why, for the record")
    .addOption(json)
    .action((_options: object, command: Command) =>
      keep(live.holdEvidence(command.optsWithGlobals<Parameters<typeof live.holdEvidence>[0]>())),
    );
  describeKeeping(evidence, live, keep);
}

/** What an operator does when a log or a key is lost. */
function describeKeeping(evidence: Command, live: CommandLine["live"], keep: Keep): void {
  const account = "the numeric id of the account whose log it is";
  evidence
    .command("new-log")
    .description("Starts a new log with the records that are left, where the one before can no longer be signed.")
    .addHelpText("after", noteOn("evidence new-log"))
    .requiredOption("--account <id>", account)
    .requiredOption("--reason <text>", "why, for the record")
    .addOption(json)
    .action((_options: object, command: Command) =>
      keep(live.newLog(command.optsWithGlobals<{ account: string; reason: string; json: boolean }>())),
    );
  evidence
    .command("revoke-key")
    .description("Records that a key is not to be trusted beyond a size of the log.")
    .addHelpText("after", noteOn("evidence revoke-key"))
    .argument("<key>", "a vkey of the log, or sha256: and the digest of the key for attestations")
    .requiredOption("--account <id>", account)
    .requiredOption("--trust-up-to <size>", "what the key signed up to this size of the log stays good")
    .addOption(json)
    .action((key: string, _options: object, command: Command) =>
      keep(live.revokeKey(key, command.optsWithGlobals<{ account: string; trustUpTo: string; json: boolean }>())),
    );
}
