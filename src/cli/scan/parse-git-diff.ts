/** What a diff of git says of one file that is there afterwards. */
export interface FileDiff {
  readonly path: string;
  readonly previousPath: string | null;
  /** Id of the new content; zeros if it is in no object yet. */
  readonly blob: string;
  readonly mode: string;
  /** Its hunks, a character for each byte. */
  readonly patch: string;
}

/** The files of a `git diff` in full-index form whose text was read byte by byte (latin1). Removed files are left out. */
export function parseGitDiff(diff: string): FileDiff[] {
  const files: FileDiff[] = [];
  for (const section of sectionsOf(diff)) {
    const start = section.search(/^@@ /m);
    if (start === -1) continue;
    const header = section.slice(0, start);
    const path = nameAfter(header, "+++ b/");
    if (path === undefined) continue;
    files.push({
      path,
      previousPath: nameAfter(header, "rename from ") ?? nameAfter(header, "copy from ") ?? null,
      blob: /^index [0-9a-f]+\.\.([0-9a-f]+)/m.exec(header)?.[1] ?? "",
      mode: /^(?:new file mode|new mode) (\d+)$/m.exec(header)?.[1] ?? /^index \S+ (\d+)$/m.exec(header)?.[1] ?? "",
      patch: section.slice(start),
    });
  }
  return files;
}

/** Lines of content start with a sign, so that only a header can start with `diff --git`. */
function sectionsOf(diff: string): string[] {
  return diff.split(/^(?=diff --git )/m).filter((section) => section.startsWith("diff --git "));
}

function nameAfter(header: string, lead: string): string | undefined {
  for (const line of header.split("\n")) {
    if (line.startsWith(lead)) return utf8(line.slice(lead.length).replace(/\t$/, ""));
    const quotedLead = lead.endsWith("/") ? `${lead.slice(0, 4)}"${lead.slice(4)}` : `${lead}"`;
    if (line.startsWith(quotedLead)) return utf8(unquote(line.slice(quotedLead.length, line.lastIndexOf('"'))));
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

function utf8(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}
