const fence = /^[ \t]{0,12}(`{3,}|~{3,})[ \t]*([\w+-]*)/;
const shells = /^(?:sh|bash|zsh|shell|console|shell-session|terminal|powershell|ps1|pwsh|bat|cmd)$/i;

/** A Markdown text with all but its blocks of shell commands blanked; every line keeps its number and length. */
export function shellBlocksOf(text: string): string {
  let open: { mark: string; shell: boolean } | undefined;
  const rows = text.split("\n").map((row) => {
    const match = fence.exec(row);
    const mark = match?.[1] ?? "";
    if (open === undefined && mark !== "") {
      open = { mark, shell: shells.test(match?.[2] ?? "") };
      return "";
    }
    if (open !== undefined && mark.startsWith(open.mark)) {
      open = undefined;
      return "";
    }
    return open?.shell ? row : "";
  });
  return rows.join("\n");
}
