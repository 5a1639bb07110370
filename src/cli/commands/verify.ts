import { gravityOf } from "../../verification/problem-codes.ts";
import { type Verification, verify } from "../../verification/verify.ts";
import type { Io } from "../io.ts";
import { printable } from "../printable.ts";

/** What `mergewarden verify` is asked. */
export interface VerifyOptions {
  file: string;
  logKey?: string;
  repo?: string[];
  json: boolean;
}

/** The exit status of each outcome. */
export const statusOf = { intact: 0, tampered: 1, "not-a-bundle": 2, incomplete: 3 } as const;

/** `mergewarden verify FILE.zip`: 0 intact · 1 tampered · 2 not a bundle · 3 incomplete, or not checkable. */
export async function verifyCommand({ file, logKey, repo = [], json }: VerifyOptions, io: Io): Promise<number> {
  if (logKey !== undefined && !/^[^+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/.test(logKey.trim())) {
    io.error("expected --log-key as name+id+key: mergewarden evidence keys prints it\n");
    return 2;
  }
  const found = await verify(file, { logKey: logKey?.trim() ?? null, clones: repo });
  io.out(json ? `${JSON.stringify(documentOf(found))}\n` : textOf(found));
  return statusOf[found.status];
}

function documentOf({ status, problems, checked, logKey, development }: Verification) {
  const codes = [...new Set(problems.map(({ code }) => code))];
  const key = logKey === null ? null : { key: logKey.key, given: logKey.isGiven };
  return { status, codes, problems, checked, log_key: key, development };
}

/** What was found, in words. */
export function textOf({ status, problems, checked, logKey, development }: Verification): string {
  const told = problems.map(({ code, file, message }) => {
    const place = file === "" ? "" : ` ${printable(file)}:`;
    return `${gravityOf[code] === "incomplete" ? "?" : "✗"} ${code}${place} ${printable(message)}\n`;
  });
  return [
    ...told,
    ...(status === "not-a-bundle" ? [] : [countsOf(checked)]),
    ...keyNote(logKey),
    ...developmentNote(development),
    verdicts[status],
  ].join("");
}

const verdicts: Readonly<Record<Verification["status"], string>> = {
  intact: "Intact: nothing was changed, added or taken out since the log signed it.\n",
  tampered: "Not intact: do not rely on this bundle.\n",
  incomplete: "Not altered as far as it goes, but something is missing or could not be checked.\n",
  "not-a-bundle": "This is no evidence bundle.\n",
};

function countsOf(checked: Verification["checked"]): string {
  const { files = 0, size = 0, landings = 0, attestations = 0, branches = 0, previous } = checked;
  const before = typeof previous === "number" ? `, the first ${previous} as in the bundle before` : "";
  return `Looked at ${files} files, a log of ${size} records${before}, ${landings} landings, ${attestations} attestations, ${branches} stretches of branches.\n`;
}

function keyNote(logKey: Verification["logKey"]): string[] {
  if (logKey === null || logKey.isGiven) return [];
  return [
    `Nothing vouches for the log's key: it was read from the bundle itself (${printable(logKey.key)}).\nAsk whoever runs the server for the key (mergewarden evidence keys), on another way than this file came, and give it with --log-key.\n`,
  ];
}

function developmentNote(development: boolean): string[] {
  return development ? ["Keys made for development signed this bundle: it proves nothing to others.\n"] : [];
}
