import { parseArgs } from "node:util";
import { type EvidenceBundle, makeBundle } from "./bundle.ts";
import { type EvidenceRecord, isOnRecord, readEvidence } from "./evidence.ts";
import { type Outcome, playScenes } from "./play.ts";
import { scenes } from "./scenes/index.ts";
import { tellEnd } from "./tell-end.ts";
import { startWorld, type World } from "./world.ts";

const { values } = parseArgs({ options: { once: { type: "boolean", default: false } } });
const stop = new AbortController();
// A terminal's Ctrl-C comes twice through npm: the second one must not end the stopping.
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => stop.abort(new Error(`stopped by ${name}`)));

const quiet = { heading: () => {}, tell: () => {} };
const aloud = {
  heading: (number: number, title: string) => console.log(`\n#${number} ${title}`),
  tell: (sentence: string) => console.log(`   ${sentence}`),
};

process.exitCode = await demonstrate();

/** The whole demo; answers its exit status. */
async function demonstrate(): Promise<number> {
  let world: World | null = null;
  try {
    if (!values.once) console.log("Starting a local GitHub, mergewarden and its database …");
    world = await startWorld({}, stop.signal);
    const outcomes = await playScenes(scenes, world.company, values.once ? quiet : aloud, stop.signal);
    const records = await readEvidence(world.server, outcomes);
    const bundle = await makeBundle(world, records, stop.signal);
    if (values.once) console.log([...outcomes.map(line), "the evidence of it is exported and verified"].join("\n"));
    else await present(world, outcomes, records, bundle);
    const unproven = outcomes.filter((outcome) => !isOnRecord(outcome, records));
    for (const { number } of unproven)
      console.error(`#${number} was merged, and the evidence log has no decision that allowed it`);
    return unproven.length === 0 && outcomes.every(({ isExpected }) => isExpected) ? 0 : 1;
  } catch (error) {
    if (!stop.signal.aborted) console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    if (world && !values.once) console.log("\nStopping …");
    await world?.close();
  }
}

/** `#3 blocked  plain-http: 2 findings …` */
function line({ number, end, why }: Outcome): string {
  return `#${number ?? "?"} ${end.padEnd(8)} ${why.replaceAll("\n", " ")}`;
}

/** Shows what came of it, and leaves everything running until somebody stops it. */
async function present(
  world: World,
  outcomes: readonly Outcome[],
  records: readonly EvidenceRecord[],
  bundle: EvidenceBundle,
): Promise<void> {
  console.log(`\nHow they ended\n${outcomes.map((outcome) => `   ${line(outcome)}`).join("\n")}`);
  tellEnd(world, outcomes, records, bundle);
  const keepAlive = setInterval(() => {}, 60_000);
  await new Promise<void>((resolve) => {
    if (stop.signal.aborted) resolve();
    else stop.signal.addEventListener("abort", () => resolve());
  });
  clearInterval(keepAlive);
}
