import { type Examination, statusOf } from "../../doctor/examination.ts";
import type { Io } from "../io.ts";
import { printable } from "../printable.ts";
import { writeJson } from "../tell-problems.ts";

const marks: Readonly<Record<Examination["state"], string>> = { fine: "ok", "to-do": "TO DO", unknown: "?" };

/** Tells what `mergewarden doctor` found. Returns the exit status: 0 fine · 1 something to do · 3 something could not be read. */
export function tellExaminations(examinations: readonly Examination[], json: boolean, io: Pick<Io, "out">): number {
  const status = statusOf(examinations);
  if (json) writeJson({ fine: status === 0, examinations }, io);
  else io.out(examinations.map(lines).join(""));
  return status;
}

function lines({ about, state, found, remedy }: Examination): string {
  const [first = "", ...rest] = found.split("\n").map(printable);
  const told = [`${marks[state].padEnd(5)}  ${printable(about)}: ${first}`, ...rest.map((line) => `       ${line}`)];
  if (remedy !== null) told.push(`       → ${printable(remedy)}`);
  return `${told.join("\n")}\n`;
}
