import { type Command, Option } from "commander";
import { type CommandLine, json, type Keep } from "./command-line.ts";
import { type SampleOptions, sampleCommand } from "./commands/sample.ts";
import { type VerifyOptions, verifyCommand } from "./commands/verify.ts";
import { noteOn } from "./help-notes.ts";

/** The commands on an evidence bundle: offline, by whoever has it. */
export function describeBundle(program: Command, { io, live }: CommandLine, keep: Keep): void {
  const logKey = new Option("--log-key <vkey>", "the log's key, from somewhere else than the bundle");
  program
    .command("verify")
    .description("Verifies an evidence bundle, offline; with clones, that no change is left out of it.")
    .addHelpText("after", noteOn("verify"))
    .argument("<file>", "the bundle, a zip archive")
    .addOption(logKey)
    .option("--repo <clone...>", "git clones to compare the changes with")
    .addOption(json)
    .action((file: string, options: Omit<VerifyOptions, "file">) => keep(verifyCommand({ file, ...options }, io)));
  program
    .command("sample")
    .description("Draws a sample of a bundle's landings that anybody can draw again.")
    .addHelpText("after", noteOn("sample"))
    .argument("<file>", "the bundle, a zip archive")
    .requiredOption("--seed <text>", "chosen by the auditor, after the bundle was made")
    .requiredOption("-n <number>", "landings of each group", Number)
    .addOption(logKey)
    .option("--out <folder>", "write a packet of each landing that is drawn")
    .addOption(json)
    .action((file: string, options: Omit<SampleOptions, "file">) =>
      keep(sampleCommand({ file, ...options }, io, live.recordSample)),
    );
}
