/** What a diff of git says of one file that is there afterwards. */
export interface FileDiff {
  readonly path: string;
  /** The path's bytes, which need not be UTF-8. */
  readonly name: Buffer;
  readonly previousPath: string | null;
  /** Id of the new content; zeros if it is in no object yet; empty if it is the old one. */
  readonly blob: string;
  readonly mode: string;
  /** Its hunks, a character for each byte; empty if the file is only renamed. */
  readonly patch: string;
}

/** The files of a `git diff` in full-index form whose text was read byte by byte (latin1). Removed files are left out. */
export function parseGitDiff(diff: string): FileDiff[] {
  const files: FileDiff[] = [];
  for (const section of sectionsOf(diff)) {
    const start = section.indexOf("\n@@ ");
    const header = section.slice(0, start === -1 ? undefined : start).split("\n");
    const name = nameAfter(header, "+++ b/") ?? nameAfter(header, "rename to ") ?? nameAfter(header, "copy to ");
    if (name === undefined) continue;
    files.push({
      path: name.toString("utf8"),
      name,
      previousPath: (nameAfter(header, "rename from ") ?? nameAfter(header, "copy from "))?.toString("utf8") ?? null,
      blob: wordAfter(header, /^index [0-9a-f]+\.\.([0-9a-f]+)/) ?? "",
      mode: wordAfter(header, /^(?:new file mode|new mode) (\d+)$/) ?? wordAfter(header, /^index \S+ (\d+)$/) ?? "",
      patch: start === -1 ? "" : section.slice(start + 1),
    });
  }
  return files;
}

/**
 * Lines of content start with a sign, so that only a header can start with `diff --git`. A line ends at a line feed alone: to
 * a regular expression, `^` would also stand after a carriage return, which content may hold.
 */
function sectionsOf(diff: string): string[] {
  return `\n${diff}`.split("\ndiff --git ").slice(1);
}

function wordAfter(header: readonly string[], lead: RegExp): string | undefined {
  for (const line of header) {
    const word = lead.exec(line)?.[1];
    if (word !== undefined) return word;
  }
  return undefined;
}

function nameAfter(header: readonly string[], lead: string): Buffer | undefined {
  const quotedLead = lead.endsWith("/") ? `${lead.slice(0, 4)}"${lead.slice(4)}` : `${lead}"`;
  for (const line of header) {
    if (line.startsWith(lead)) return bytesOf(line.slice(lead.length).replace(/\t$/, ""));
    if (line.startsWith(quotedLead)) return bytesOf(unquote(line.slice(quotedLead.length, line.lastIndexOf('"'))));
  }
  return undefined;
}

const controls: Record<string, string> = { a: "\x07", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r" };

/** Undoes the quoting of C that git uses for unusual names. */
function unquote(text: string): string {
  return text.replaceAll(/\\(?:([0-7]{3})|(.))/g, (_, octal?: string, other = "") =>
    octal === undefined ? (controls[other] ?? other) : String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, "latin1");
}
