import type { Command } from "commander";
import { type CommandLine, json, type Keep } from "./command-line.ts";
import { noteOn } from "./help-notes.ts";

/** What is done with the evidence log on the server's database. */
export function describeEvidence(program: Command, { live }: CommandLine, keep: Keep): void {
  const evidence = program
    .command("evidence")
    .description("The records of the evidence log, a line of canonical JSON each. That somebody looked is on record.")
    .addHelpText("after", noteOn("evidence"))
    .addOption(json)
    .action((options: { json: boolean }) => keep(live.evidence(options.json)));
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
}
