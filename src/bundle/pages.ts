import { canonicalBytes } from "../evidence/canonical.ts";
import { ipeSheet } from "./ipe.ts";
import { oscalDocument } from "./oscal.ts";
import { readmePage } from "./readme.ts";
import { reportPage } from "./report.ts";
import type { Spool } from "./spool.ts";
import type { Summary } from "./summary.ts";

/** Writes what people read, and the same as OSCAL. */
export async function writePages(summary: Summary, spool: Spool): Promise<void> {
  await spool.add("README.html", readmePage(summary));
  await spool.add("IPE.md", ipeSheet(summary));
  await spool.add("report.html", reportPage(summary));
  const population = spool.files.find(({ path }) => path === "population/population.csv");
  const oscal = oscalDocument(summary, population?.sha256 ?? "");
  await spool.add("controls/oscal-assessment-results.json", canonicalBytes(oscal));
}
