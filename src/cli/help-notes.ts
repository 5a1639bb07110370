const reading =
  "Reads GitHub with GITHUB_TOKEN, a token that can read the repository, else as the app (APP_ID, PRIVATE_KEY).\n";

const notes: ReadonlyMap<string, string> = new Map([
  [
    "serve",
    "Set up by environment variables: docs/operations.md lists them.\nExit status: 0 stopped · 2 configuration",
  ],
  ["verify", "Exit status: 0 intact · 1 tampered · 2 not a bundle · 3 incomplete, or not checkable"],
  [
    "sample",
    "Where DATABASE_URL or MERGEWARDEN_DATA is set, the draw is put on record there.\nExit status: 0 done · 1 the bundle does not verify · 2 wrong usage, not a bundle, or the database cannot be opened",
  ],
  [
    "export",
    "Reads the same database as the server, and EVIDENCE_ATTEST_KEY. What was exported is on record.\nExit status: 0 done · 2 bad input or configuration",
  ],
  ["demo", "Exit status: 0 every pull request ended as it should · 1 not"],
  [
    "backup",
    "Reads the database that DATABASE_URL names, else the one in MERGEWARDEN_DATA (./data). Exit status: 0 done · 2 bad input or configuration",
  ],
  [
    "restore",
    "Writes the same database, and reads the checkpoints in MERGEWARDEN_DATA. A drill does not mind that the log went on since.\nExit status: 0 done · 1 refused, nothing changed · 2 no backup, or configuration",
  ],
  [
    "evidence",
    "Reads the database that DATABASE_URL names, else the one in MERGEWARDEN_DATA (./data).\nExit status: 0 done · 2 configuration",
  ],
  [
    "evidence keys",
    "Reads the same database. verify --log-key takes the current key of use log.\nExit status: 0 done · 2 configuration",
  ],
  [
    "evidence erase",
    "Reads the same database. Exit status: 0 erased · 1 no such person, or kept by a legal hold · 2 bad input or configuration",
  ],
  [
    "evidence hold",
    "Reads the same database. Exit status: 0 held, or released · 1 there is nothing to hold, or to release · 2 bad input or configuration",
  ],
  [
    "evidence new-log",
    "Reads the same database, and the checkpoints in MERGEWARDEN_DATA. Exit status: 0 started · 1 the log can still be signed, or was never signed · 2 bad input or configuration",
  ],
  [
    "evidence revoke-key",
    "Reads the same database. Exit status: 0 revoked · 1 the log knows no such key that is not revoked · 2 bad input or configuration",
  ],
  [
    "scan",
    "Exit status: 0 no finding of --fail-on or above · 1 some · 2 wrong usage, bad policy, no such path or revision · 3 a file is unreadable",
  ],
  [
    "simulate",
    `${reading}Exit status: 0 success, or the base is not gated · 1 failure or pending · 2 bad facts or policy · 3 an unknown blocks`,
  ],
  ["doctor", `${reading}Exit status: 0 fine · 1 something to do · 2 wrong usage · 3 something could not be read`],
  ["facts", `${reading}Exit status: 0 done · 2 wrong usage · 3 could not read`],
  ["policy validate", "Exit status: 0 valid · 1 valid, but asks for less than the floor · 2 invalid"],
  ["policy explain", "Exit status: 0 done · 2 invalid"],
  ["policy init", `${reading}Exit status: 0 done · 2 wrong usage · 3 could not read`],
  ["policy diff", "Exit status: 0 nothing is loosened or changed · 1 something is · 2 either is invalid"],
]);

/** What stands below a command's options: what it reads, and its exit statuses (contract, section 5). */
export function noteOn(command: string): string {
  return `\n${notes.get(command) ?? ""}`;
}
