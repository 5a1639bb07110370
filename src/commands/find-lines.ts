const opening = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;

/**
 * The lines of a comment that start with `/mergewarden`, without those in fenced code and in HTML comments: what is shown as
 * code, or not at all, asks for nothing. A quoted line starts with `>`. https://spec.commonmark.org/0.31.2/#fenced-code-blocks
 */
export function commandLines(body: string): string[] {
  const found: string[] = [];
  let fence: string | null = null;
  let isHidden = false;
  for (const line of body.split(/\r\n|\n|\r/)) {
    if (isHidden) isHidden = !line.includes("-->");
    else if (fence !== null) fence = closes(line, fence) ? null : fence;
    else {
      fence = opening.exec(line)?.[1] ?? null;
      if (/^\/mergewarden(?!\S)/.test(line)) found.push(line);
      isHidden = fence === null && line.lastIndexOf("<!--") > line.lastIndexOf("-->");
    }
  }
  return found;
}

function closes(line: string, fence: string): boolean {
  const marks = line.trim();
  const isIndented = /^ {4}|^\t/.test(line);
  return !isIndented && marks.length >= fence.length && marks === (fence[0] ?? "").repeat(marks.length);
}
