import { Command, CommanderError, Help, Option } from "commander";
import { type CommandLine, json, type Keep, orgPolicy } from "./command-line.ts";
import { scanCommand } from "./commands/scan.ts";
import { simulate } from "./commands/simulate.ts";
import { describeBundle } from "./describe-bundle.ts";
import { describeBackup, describeEvidence } from "./describe-evidence.ts";
import { describeExport } from "./describe-export.ts";
import { describePolicy } from "./describe-policy.ts";
import { noteOn } from "./help-notes.ts";

/** Runs one command and returns its exit status: 0 yes or done · 1 no · 2 wrong usage or bad input · 3 not determined. */
export async function runCommandLine(args: readonly string[], line: CommandLine): Promise<number> {
  let status = 0;
  const keep = async (running: Promise<number>) => {
    status = await running;
  };
  const program = describeProgram(line, keep);
  try {
    await program.parseAsync([...args], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function describeProgram(line: CommandLine, keep: Keep): Command {
  const program = new Command("mergewarden")
    .description("Guards change management on GitHub: nothing merges before the policy is met.")
    .version(line.version)
    .configureOutput({ writeOut: (text) => line.io.out(text), writeErr: (text) => line.io.error(text) })
    .configureHelp({ optionDescription: describeOption })
    .showHelpAfterError("(--help tells how a command is used)")
    .exitOverride();
  describeServer(program, line, keep);
  describeDoctor(program, line, keep);
  describeEvidence(program, line, keep);
  describeBackup(program, line, keep);
  describeExport(program, line, keep);
  describeBundle(program, line, keep);
  describeScan(program, line, keep);
  describeSimulate(program, line, keep);
  describePolicy(program.command("policy").description("Looks at policy files."), line, keep);
  return program;
}

/** That a flag is off when it is not given goes without saying. */
function describeOption(option: Option): string {
  return option.defaultValue === false ? option.description : new Help().optionDescription(option);
}

function describeServer(program: Command, { live }: CommandLine, keep: Keep): void {
  program
    .command("serve")
    .description("Runs the server, until SIGTERM or SIGINT.")
    .addHelpText("after", noteOn("serve"))
    .action(() => keep(live.serve()));
  program
    .command("demo")
    .description("Plays real pull requests through the gate, with a local GitHub.")
    .addHelpText("after", noteOn("demo"))
    .option("--once", "play them, print a line for each, and stop", false)
    .action(({ once }: { once: boolean }) => keep(live.demo(once)));
}

function describeDoctor(program: Command, { live }: CommandLine, keep: Keep): void {
  program
    .command("doctor")
    .description(
      "Looks whether the gate can do its work, and says what to do: the app, its webhook, the branches' rules.",
    )
    .addHelpText("after", noteOn("doctor"))
    .argument("[repository]", "OWNER/REPO; without it, every repository that the app sees")
    .addOption(json)
    .action((repository: string | undefined, options: { json: boolean }) =>
      keep(live.doctor(repository, options.json)),
    );
}

function describeScan(program: Command, { io, controls }: CommandLine, keep: Keep): void {
  program
    .command("scan")
    .description("Finds plain-HTTP connections in files and folders, or in the lines that a git change adds.")
    .addHelpText("after", noteOn("scan"))
    .argument("[path...]", "files and folders; without any: this folder")
    .option("--base <rev>", "only the lines added since this revision")
    .option("--head <rev>", "up to this revision, instead of the tracked files of the working tree")
    .option("--policy <file>", "judge by the plain-http settings of this policy")
    .addOption(orgPolicy)
    .option("--jsonl", 'read {"id","path","code"} a line and answer each', false)
    .addOption(
      new Option("--format <format>", "how findings are printed; text unless given").choices([
        "text",
        "json",
        "sarif",
        "github",
      ]),
    )
    .addOption(new Option("--json", "the same as --format json").default(false))
    .addOption(
      new Option(
        "--fail-on <severity>",
        "the least severity that ends with status 1; else the policy's, or error",
      ).choices(["error", "warning", "notice"]),
    )
    .action((paths: string[], options: Omit<Parameters<typeof scanCommand>[0], "paths">) =>
      keep(scanCommand({ paths, ...options }, io, { folder: process.cwd(), now: new Date(), controls })),
    );
}

function describeSimulate(program: Command, { io, controls, live }: CommandLine, keep: Keep): void {
  program
    .command("simulate")
    .description("The verdict on a pull request, or on a facts document; nothing is posted.")
    .addHelpText("after", noteOn("simulate"))
    .argument("[pull-request]", "OWNER/REPO#N")
    .option("--facts <file>", "a facts document (mergewarden facts prints one)")
    .option("--policy <file>", "the repository's policy instead of the one in force; with --facts the built-in one is")
    .addOption(orgPolicy)
    .addOption(json)
    .action(
      (
        pullRequest: string | undefined,
        options: { facts?: string; policy?: string; orgPolicy?: string; json: boolean },
        command: Command,
      ) => {
        const { facts, ...rest } = options;
        if ((pullRequest === undefined) === (facts === undefined)) {
          return command.error("error: give either OWNER/REPO#N or --facts FILE", { exitCode: 2 });
        }
        return keep(
          facts === undefined ? live.simulate(pullRequest ?? "", rest) : simulate({ ...rest, facts }, io, controls),
        );
      },
    );
  program
    .command("facts")
    .description("The facts that a pull request would be judged on, as JSON.")
    .addHelpText("after", noteOn("facts"))
    .argument("<pull-request>", "OWNER/REPO#N")
    .option("--json", "JSON is what it prints anyway", false)
    .action((pullRequest: string) => keep(live.facts(pullRequest)));
}
