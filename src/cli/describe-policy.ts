import type { Command } from "commander";
import { type CommandLine, json, type Keep, orgPolicy } from "./command-line.ts";
import { policyDiff } from "./commands/policy-diff.ts";
import { policyExplain } from "./commands/policy-explain.ts";
import { policyValidate } from "./commands/policy-validate.ts";
import { noteOn } from "./help-notes.ts";

interface PolicyOptions {
  orgPolicy?: string;
  json: boolean;
}

/** The commands below `mergewarden policy`. */
export function describePolicy(policy: Command, { io, controls, live }: CommandLine, keep: Keep): void {
  const one = { validate: policyValidate, explain: policyExplain };
  const purposes = { validate: "All problems of a policy file.", explain: "The controls in force, in words." };
  for (const [name, command] of Object.entries(one)) {
    policy
      .command(name)
      .description(purposes[name as keyof typeof purposes])
      .addHelpText("after", noteOn(`policy ${name}`))
      .argument("<file>", "the repository's policy")
      .addOption(orgPolicy)
      .addOption(json)
      .action((file: string, options: PolicyOptions) => keep(command({ file, ...options }, io, controls)));
  }
  policy
    .command("diff")
    .description("What a new policy tightens, loosens and changes.")
    .addHelpText("after", noteOn("policy diff"))
    .argument("<old>", "the policy as it is")
    .argument("<new>", "the policy as it would be")
    .addOption(orgPolicy)
    .addOption(json)
    .action((before: string, after: string, options: PolicyOptions) =>
      keep(policyDiff({ before, after, ...options }, io, controls)),
    );
  policy
    .command("init")
    .description("A first policy for a repository, of what it does today, in observe mode.")
    .addHelpText("after", noteOn("policy init"))
    .argument("<repository>", "OWNER/REPO")
    .addOption(json)
    .action((repository: string, options: { json: boolean }) => keep(live.propose(repository, options.json)));
}
