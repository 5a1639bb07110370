/** What a server tells of itself at `/metrics`. */
export type Figures = { evaluations: number; byConclusion: Record<string, number>; openJobs: number };

/** Reads a server's figures. */
export async function readFigures(url: string): Promise<Figures> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const byConclusion: Record<string, number> = {};
  let openJobs = 0;
  for (const [, name, label, value] of text.matchAll(
    /^mergewarden_(\w+)\{[^}\n]*?(?:conclusion|state)="([^"]*)"\} (\S+)$/gm,
  )) {
    if (name === "evaluations_total" && label) byConclusion[label] = Number(value);
    if (name === "queue_jobs") openJobs += Number(value);
  }
  const evaluations = Object.values(byConclusion).reduce((sum, count) => sum + count, 0);
  return { evaluations, byConclusion, openJobs };
}
