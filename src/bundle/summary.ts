import type { Matrix, MatrixRow } from "../audit/matrix.ts";
import type { ControlResult } from "../audit/tally.ts";
import { checkpointIn } from "../transparency/checkpoints.ts";
import { encodeBase64 } from "../transparency/encoding.ts";
import type { Background } from "./background.ts";
import type { ExceptionRow } from "./exceptions.ts";
import type { Redaction } from "./identities.ts";
import type { Period } from "./period.ts";
import type { Notable, Population } from "./population.ts";
import type { ExportRequest } from "./request.ts";
import type { Sampled } from "./samples.ts";

/** Everything that the pages and the OSCAL document say, as data. */
export interface Summary {
  tenant: string;
  origin: string;
  size: number;
  root: string;
  generator: string;
  period: Period;
  basis: ExportRequest["basis"];
  profile: ExportRequest["profile"];
  development: boolean;
  previousSize: number | null;
  givenUp: Background["givenUp"];
  matrix: readonly MatrixRow[];
  matrixKind: Matrix["kind"];
  controls: readonly ControlResult[];
  exceptions: readonly ExceptionRow[];
  sampled: readonly Sampled[];
  notable: readonly Notable[];
  redaction: Redaction;
  totals: {
    landings: number;
    by_result: Record<string, number>;
    by_kind: Record<string, number>;
    commits: number;
    reviews: number;
    checks: number;
    exceptions: number;
    exceptions_open: number;
    gaps: number;
    draws: number;
    attestations: number;
    segments: number;
    segments_differing: number;
  };
}

interface Parts {
  background: Background;
  population: Population;
  exceptions: readonly ExceptionRow[];
  controls: readonly ControlResult[];
  redaction: Redaction;
  chain: { rows: number; differing: number };
}

/** Sums up what was written. */
export function summaryOf(request: ExportRequest, parts: Parts): Summary {
  const { source, period, basis, profile, pinned, generator } = request;
  const { background, population, exceptions, controls, redaction, chain } = parts;
  const { size, root } = checkpointIn(pinned.note);
  return {
    ...{ tenant: `gh:${source.tenant}`, origin: source.origin, size, root: encodeBase64(root) },
    ...{ generator, period, basis, profile, controls, exceptions, redaction },
    development: background.development,
    previousSize: background.previousSize,
    givenUp: background.givenUp,
    matrix: population.matrix,
    matrixKind: request.matrix.kind,
    sampled: population.sampled,
    notable: population.notable,
    totals: {
      ...population.counts,
      by_result: Object.fromEntries(population.results),
      by_kind: Object.fromEntries(population.kinds),
      exceptions: exceptions.length,
      exceptions_open: exceptions.filter(({ resolvedAt }) => resolvedAt === "").length,
      gaps: background.gapCount,
      draws: background.draws,
      segments: chain.rows,
      segments_differing: chain.differing,
    },
  };
}
