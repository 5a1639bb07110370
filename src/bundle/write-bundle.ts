import type { Writable } from "node:stream";
import { readBackground } from "./background.ts";
import { checkLog } from "./check-log.ts";
import { reconciliationColumns, refColumns } from "./completeness.ts";
import { writeConfiguration } from "./configuration.ts";
import { writeControls } from "./controls.ts";
import { exceptionColumns, exceptionLine } from "./exceptions.ts";
import { writeIdentities } from "./identities.ts";
import { writeLogFiles } from "./log-files.ts";
import { writeManifest } from "./manifest.ts";
import { writePages } from "./pages.ts";
import { writePopulation } from "./population.ts";
import type { ExportRequest } from "./request.ts";
import { sampleList } from "./samples.ts";
import { Spool } from "./spool.ts";
import { summaryOf } from "./summary.ts";
import { writeZip } from "./zip.ts";

/** What an export came to. */
export interface Written {
  /** `sha256:` of manifest.json. */
  manifest: string;
  landings: number;
  exceptions: number;
  development: boolean;
}

/**
 * Writes a bundle. Everything is read in the order of the log and put down as it comes, in `folder`, compressed; the archive is
 * made of it at the end, for its files are sorted and the manifest names them all. Memory does not grow with the log.
 */
export async function writeBundle(request: ExportRequest, folder: string, out: Writable): Promise<Written> {
  await checkLog(request);
  const spool = new Spool(folder);
  const background = await readBackground(request, spool);
  const population = await writePopulation(request, background, spool);
  const exceptions = background.exceptions.listed();
  await spool.add("exceptions/exceptions.csv", `${exceptionColumns}\r\n${exceptions.map(exceptionLine).join("")}`);
  const chain = population.reconciliation.lines(background.observations, request.period.to_utc);
  await spool.add("completeness/refs.csv", `${refColumns}\r\n${chain.refs.join("")}`);
  await spool.add("completeness/reconciliation.csv", `${reconciliationColumns}\r\n${chain.reconciliation.join("")}`);
  await writeConfiguration(request, background, spool);
  const controls = await writeControls(request, background, population, chain, spool);
  const redaction = await writeIdentities(request, background.seqs, spool);
  await spool.add("samples/sample.csv", sampleList(population.sampled));
  await writeLogFiles(request, background.previousSize, spool);
  const summary = summaryOf(request, { background, population, exceptions, controls, redaction, chain });
  await writePages(summary, spool);
  const { totals, development } = summary;
  const manifest = await writeManifest(request, { totals, redaction, development }, spool);
  await spool.close();
  await writeZip(spool.files, out);
  return { manifest, landings: population.counts.landings, exceptions: exceptions.length, development };
}
