import { type Command, InvalidArgumentError, Option } from "commander";
import { type CommandLine, json, type Keep } from "./command-line.ts";
import { noteOn } from "./help-notes.ts";

/** What is exported, as it was asked for. */
export interface ExportOptions {
  from: string;
  to: string;
  tz: string;
  org?: string;
  profile: "full" | "pseudonymous" | "public";
  basis: "landed" | "merged";
  controls?: string;
  size?: string;
  out: string;
  json: boolean;
}

/** Hands evidence out. */
export function describeExport(program: Command, { live }: CommandLine, keep: Keep): void {
  program
    .command("export")
    .description("Writes the evidence of a period into one archive that an auditor can check without this program.")
    .addHelpText("after", noteOn("export"))
    .requiredOption("--from <date>", "the first day, like 2026-01-01")
    .requiredOption("--to <date>", "the last day, included")
    .option("--tz <zone>", "the time zone that the days are meant in, like Europe/Berlin", "UTC")
    .option("--org <org>", "the account, by login or id, where the database knows several")
    .addOption(
      new Option("--profile <profile>", "how much of people and their words it tells")
        .choices(["full", "pseudonymous", "public"])
        .default("full"),
    )
    .addOption(
      new Option("--basis <basis>", "the time by which a change is in the period")
        .choices(["landed", "merged"])
        .default("landed"),
    )
    .option("--controls <file>", "a controls matrix of your own, in YAML, instead of the default one")
    .addOption(
      new Option(
        "--size <n>",
        "the log's size at an earlier signed checkpoint: makes an earlier bundle again",
      ).argParser((text) => {
        if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("expected a log size, a number of records");
        return text;
      }),
    )
    .requiredOption("--out <file>", "the archive; FILE.part stands beside it until it is whole")
    .addOption(json)
    .action((options: ExportOptions) => keep(live.exportEvidence(options)));
}
