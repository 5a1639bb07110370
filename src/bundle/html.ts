const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup; nothing else goes into a page unescaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Text from outside is shortened: a title may have ten thousand characters. */
const longest = 300;

/** A template that escapes every value that is not markup itself. What turns the direction of text is shown, not obeyed. */
export function html(parts: TemplateStringsArray, ...values: (Html | Html[] | string | number)[]): Html {
  const texts = values.map((value) => {
    if (Array.isArray(value)) return value.map(({ text }) => text).join("");
    return value instanceof Html ? value.text : escaped(String(value));
  });
  return new Html(parts.map((part, index) => part + (texts[index] ?? "")).join(""));
}

function escaped(text: string): string {
  const short = text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text;
  const visible = short.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return visible.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

const style = `@page{size:A4;margin:16mm}
*{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem;overflow-wrap:anywhere}h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:2px solid #1b1f24;break-after:avoid}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem;font-size:.85rem}th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid #d0d7de;overflow-wrap:anywhere}
th{background:#f2f4f7;overflow-wrap:normal}thead{display:table-header-group}tr{break-inside:avoid}td.n,th.n{text-align:right;white-space:nowrap;overflow-wrap:normal}
code,pre{font:.85em/1.45 ui-monospace,monospace;overflow-wrap:anywhere}pre{background:#f2f4f7;padding:.7rem;white-space:pre-wrap;break-inside:avoid}
.note{border-left:4px solid #9a6700;background:#fff8e6;padding:.5rem .8rem;break-inside:avoid}.bad{color:#a40e26;font-weight:600}.good{color:#116329;font-weight:600}
.muted{color:#57606a}bdi{unicode-bidi:isolate}@media print{body{font-size:10pt;margin:0;max-width:none;padding:0}h2.new{break-before:page}table{font-size:7.5pt}th,td{padding:.2rem .3rem}td:not(.n){min-width:9em}}`;

/** A page without scripts and without anything from outside. */
export function page(title: string, body: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}

/** A table; columns whose name ends with # are numbers. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number | Html)[])[]): Html {
  const isNumber = (index: number) => heads[index]?.endsWith("#") === true;
  const headCells = heads.map((head, index) =>
    isNumber(index) ? html`<th class="n" scope="col">${head.slice(0, -1)}</th>` : html`<th scope="col">${head}</th>`,
  );
  const lines = rows.map((row) => {
    const cells = row.map((cell, index) =>
      isNumber(index) ? html`<td class="n">${cell}</td>` : html`<td><bdi>${cell}</bdi></td>`,
    );
    return html`<tr>${cells}</tr>\n`;
  });
  return html`<table><thead><tr>${headCells}</tr></thead>\n<tbody>${lines}</tbody></table>`;
}
