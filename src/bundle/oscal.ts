import { createHash } from "node:crypto";
import type { ControlResult } from "../audit/tally.ts";
import type { Summary } from "./summary.ts";

const version = "1.2.1";
/** The name space of RFC 9562 for names that are addresses. */
const urlNames = Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex");

/** OSCAL assessment results. It knows satisfied and not satisfied only, and asks for a plan: that there is none is said. */
export function oscalDocument(summary: Summary, populationSha256: string): Record<string, unknown> {
  const { origin, size, period, generator } = summary;
  const id = (name: string) =>
    uuidOf(`${origin}@${size}/${period.from_utc}/${period.to_utc}/${summary.basis}/${summary.profile}#${name}`);
  const judged = summary.controls.filter(({ applicable }) => applicable > 0);
  return {
    "assessment-results": {
      uuid: id("assessment-results"),
      metadata: {
        title: `Change-management evidence, ${period.from} to ${period.to}`,
        "last-modified": period.to_utc,
        version: String(size),
        "oscal-version": version,
        remarks: `${generator}, ${origin} at ${size} records. The time is the end of the period: the same export gives the same bytes.`,
      },
      "import-ap": { href: `#${id("no plan")}` },
      results: [
        {
          uuid: id("result"),
          title: "Continuous evaluation of changes",
          description: "Every change that landed on a gated branch in the period, each judged by its record.",
          start: period.from_utc,
          end: period.to_utc,
          "reviewed-controls": reviewed(summary),
          ...(judged.length === 0 ? {} : observationsAndFindings(judged, summary, id)),
        },
      ],
      "back-matter": {
        resources: [
          {
            uuid: id("no plan"),
            title: "No assessment plan",
            description: "Evidence is collected continuously; there is no OSCAL assessment plan.",
          },
          {
            uuid: id("population.csv"),
            title: "population.csv",
            rlinks: [
              {
                href: "population/population.csv",
                "media-type": "text/csv",
                hashes: [{ algorithm: "SHA-256", value: populationSha256 }],
              },
            ],
          },
        ],
      },
    },
  };
}

function reviewed({ matrix }: Summary) {
  const ids = matrix.flatMap(({ id, tsc }) => [id, ...tsc]).map(tokenOf);
  const controls = [...new Set(ids)].map((id) => ({ "control-id": id }));
  return { "control-selections": [{ "include-controls": controls }] };
}

function observationsAndFindings(judged: readonly ControlResult[], summary: Summary, id: (name: string) => string) {
  const titles = new Map(summary.matrix.map((row) => [row.id, row.title]));
  const collected = summary.period.to_utc;
  return {
    observations: judged.map((row) => ({
      uuid: id(`observation ${row.control_id}`),
      title: row.control_id,
      description: sentenceOf(row),
      methods: ["TEST"],
      types: ["control-objective"],
      collected,
      "relevant-evidence": [{ href: `#${id("population.csv")}`, description: row.query }],
    })),
    findings: judged.map((row) => ({
      uuid: id(`finding ${row.control_id}`),
      title: `${row.control_id}: ${titles.get(row.control_id) ?? ""}`,
      description: sentenceOf(row),
      target: {
        type: "objective-id",
        "target-id": `${tokenOf(row.control_id)}_obj`,
        status: isMet(row) ? { state: "satisfied" } : { state: "not-satisfied", reason: "fail" },
      },
      "related-observations": [{ "observation-uuid": id(`observation ${row.control_id}`) }],
    })),
  };
}

/** Unknown never counts as met, and neither does what was put right afterwards. */
function isMet({ applicable, passed }: ControlResult): boolean {
  return passed === applicable;
}

function sentenceOf({ applicable, passed, remediated, deviations, unavailable }: ControlResult): string {
  return `${passed} of ${applicable} passed; ${remediated} remediated, ${deviations} deviations, ${unavailable} unavailable.`;
}

/** An OSCAL token: `cc8.1`. */
function tokenOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9._-]/g, "-");
}

/** A name-based UUID, version 5 (RFC 9562). */
export function uuidOf(name: string): string {
  const hash = createHash("sha1").update(urlNames).update(name).digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
