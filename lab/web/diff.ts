import { html } from "hono/html";
import type { FileChange } from "../git/diff.ts";
import type { Annotation, CheckRun } from "../state/checks.ts";
import type { Html } from "./layout.ts";
import { markdown } from "./markdown.ts";

/** An annotation and the check run it comes from. */
export type Noted = { run: CheckRun; annotation: Annotation };

/** An annotation as a box. */
export function annotationBox({ run, annotation }: Noted): Html {
  const { annotation_level: level, title, message, path, start_line: line } = annotation;
  return html`<div class="annotation ${level}"><div class="muted"><b>${run.name}</b> · ${level} · ${path}:${line}</div>
    ${title ? html`<b>${title}</b>` : ""}${markdown(message)}</div>`;
}

type Line = { kind: "hunk" | "add" | "del" | "same"; old: number | null; now: number | null; text: string };

/** The lines of a patch with their numbers on both sides. */
function patchLines(patch: string): Line[] {
  const lines: Line[] = [];
  let [old, now] = [0, 0];
  for (const text of patch.split("\n")) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (hunk) {
      [old, now] = [Number(hunk[1]), Number(hunk[2])];
      lines.push({ kind: "hunk", old: null, now: null, text });
    } else if (text.startsWith("+")) {
      lines.push({ kind: "add", old: null, now, text });
      now += 1;
    } else if (text.startsWith("-")) {
      lines.push({ kind: "del", old, now: null, text });
      old += 1;
    } else {
      const numbered = !text.startsWith("\\");
      lines.push({ kind: "same", old: numbered ? old : null, now: numbered ? now : null, text });
      if (numbered) [old, now] = [old + 1, now + 1];
    }
  }
  return lines;
}

function lineRow(line: Line, notes: Noted[]): Html[] {
  const row = html`<tr class="${line.kind}"><td class="n">${line.old ?? ""}</td><td class="n">${line.now ?? ""}</td>
<td class="mono">${line.text}</td></tr>`;
  const here = notes.filter(({ annotation }) => annotation.end_line === line.now);
  return [row, ...here.map((note) => html`<tr class="note"><td colspan="3">${annotationBox(note)}</td></tr>`)];
}

function nothingToShow(change: FileChange): string {
  if (change.binary) return "A binary file.";
  if (change.additions + change.deletions > 0) return "Too large to show.";
  if (change.oldMode !== change.newMode && change.status !== "renamed")
    return `Mode ${change.oldMode} → ${change.newMode}.`;
  return "No change to the content.";
}

/** One changed file with its patch and the annotations on its lines. */
export function fileDiff(change: FileChange, notes: Noted[]): Html {
  const own = notes.filter(({ annotation }) => annotation.path === change.path);
  const name = change.previousPath ? `${change.previousPath} → ${change.path}` : change.path;
  const body = change.patch
    ? html`<table class="code">${patchLines(change.patch).flatMap((line) => lineRow(line, own))}</table>`
    : html`<div class="body muted">${nothingToShow(change)}</div>`;
  return html`<div class="box" id="diff-${change.path}"><div class="head"><span class="mono grow">${name}</span>
    <span class="tag">${change.status}</span><span class="plus">+${change.additions}</span><span class="minus">−${change.deletions}</span></div>
    ${body}</div>`;
}
