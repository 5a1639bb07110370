/** The one style sheet of the pages. */
export const css = `
:root { --line: #d1d9e0; --soft: #f6f8fa; --text: #1f2328; --muted: #59636e; --link: #0969da; --good: #1a7f37;
  --bad: #cf222e; --wait: #9a6700; --done: #8250df; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
a.user { color: var(--text); font-weight: 600; }
header { display: flex; gap: 12px; align-items: center; padding: 12px 24px; background: var(--soft); border-bottom: 1px solid var(--line); }
header .home { font-size: 18px; font-weight: 700; color: var(--text); }
header .what { color: var(--muted); font-size: 12px; flex: 1; }
main { max-width: 1100px; margin: 24px auto; padding: 0 24px; } main.wide { max-width: 1400px; }
h1 { font-size: 24px; font-weight: 500; margin: 0 0 8px; } h1 .number { color: var(--muted); font-weight: 300; }
h2 { font-size: 16px; margin: 24px 0 8px; }
.muted { color: var(--muted); } .mono, code, pre { font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.avatar { display: inline-grid; place-items: center; color: #fff; font-weight: 600; border-radius: 50%; vertical-align: middle; flex: none; }
.avatar.bot { border-radius: 25%; }
.tag { border: 1px solid var(--line); border-radius: 12px; padding: 0 6px; font-size: 12px; color: var(--muted); font-weight: 400; }
.label { border-radius: 12px; padding: 0 8px; font-size: 12px; font-weight: 500; border: 1px solid #0002; }
.box { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 16px; background: #fff; }
.box > .head { background: var(--soft); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; padding: 8px 16px; display: flex; gap: 8px; align-items: center; }
.box > .row { padding: 8px 16px; border-top: 1px solid var(--line); display: flex; gap: 8px; align-items: center; }
.box > .row:first-child { border-top: 0; } .box > .body { padding: 16px; } .grow { flex: 1; min-width: 0; }
.tabs { display: flex; gap: 4px; border-bottom: 1px solid var(--line); margin: 16px 0; }
.tabs a { padding: 8px 14px; color: var(--text); border: 1px solid transparent; margin-bottom: -1px; border-radius: 6px 6px 0 0; }
.tabs a.here { border-color: var(--line) var(--line) #fff; font-weight: 600; background: #fff; }
.state { display: inline-block; color: #fff; border-radius: 16px; padding: 3px 12px; font-weight: 500; background: var(--good); }
.state.merged { background: var(--done); } .state.closed { background: var(--bad); } .state.draft { background: var(--muted); }
.columns { display: grid; grid-template-columns: 1fr 240px; gap: 24px; } .columns aside h2 { font-size: 12px; color: var(--muted); margin: 0 0 4px; }
.columns aside section { border-bottom: 1px solid var(--line); padding: 0 0 12px; margin-bottom: 12px; font-size: 12px; }
.event { display: flex; gap: 8px; align-items: center; padding: 6px 0 6px 16px; margin-left: 16px; border-left: 2px solid var(--line); color: var(--muted); }
.event + .box { margin-top: 10px; }
.event b, .event .mono { color: var(--text); }
.mark { display: inline-grid; place-items: center; width: 18px; height: 18px; border-radius: 50%; color: #fff; font: 700 11px/1 sans-serif; flex: none; background: var(--muted); }
.mark.good { background: var(--good); } .mark.bad { background: var(--bad); } .mark.wait { background: #bf8700; }
.banner { padding: 12px 16px; display: flex; gap: 12px; align-items: center; border-top: 1px solid var(--line); } .banner:first-child { border-top: 0; }
.merge-box { border-width: 2px; } .merge-box.bad { border-color: var(--bad); } .merge-box.good { border-color: var(--good); } .merge-box.done { border-color: var(--done); }
.error { border: 1px solid var(--bad); background: #ffebe9; border-radius: 6px; padding: 10px 16px; margin-bottom: 16px; white-space: pre-line; }
button, .button { font: 500 13px/20px inherit; padding: 4px 12px; border: 1px solid #1f232826; border-radius: 6px; background: var(--soft); cursor: pointer; color: var(--text); }
button.primary { background: #1f883d; color: #fff; } button.danger { color: var(--bad); } button:hover { filter: brightness(.96); }
form { display: inline-flex; gap: 8px; align-items: center; margin: 0; } form.block { display: block; } form.block > * { margin-bottom: 8px; }
textarea { width: 100%; min-height: 90px; font: inherit; padding: 8px; border: 1px solid var(--line); border-radius: 6px; }
select, input[type=text] { font: inherit; padding: 3px 8px; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
table.code { border-collapse: collapse; width: 100%; table-layout: fixed; } table.code td { padding: 0 8px; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere; }
table.code td.n { width: 50px; font: 12px/1.5 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; text-align: right; color: var(--muted); user-select: none; padding: 0 8px 0 0; }
tr.add { background: #dafbe1; } tr.add td.n { background: #aceebb; } tr.del { background: #ffebe9; } tr.del td.n { background: #ffcecb; }
tr.hunk { background: #ddf4ff; color: var(--muted); }
tr.note td { padding: 8px 16px; white-space: normal; font: 14px/1.5 sans-serif; background: #fff; }
.annotation { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 6px; padding: 8px 12px; background: #fff; }
.annotation.warning { border-left-color: #bf8700; } .annotation.notice { border-left-color: var(--link); }
.markdown > :first-child { margin-top: 0; } .markdown > :last-child { margin-bottom: 0; }
.markdown h1, .markdown h2 { border-bottom: 1px solid var(--line); padding-bottom: 4px; font-weight: 600; font-size: 20px; margin: 20px 0 12px; } .markdown h3 { font-size: 15px; margin: 16px 0 8px; }
.markdown table { border-collapse: collapse; margin: 0 0 12px; } .markdown th, .markdown td { border: 1px solid var(--line); padding: 6px 12px; text-align: left; }
.markdown tr:nth-child(2n) { background: var(--soft); } .markdown code { background: #818b981f; padding: 2px 5px; border-radius: 6px; }
.markdown pre { background: var(--soft); padding: 12px; border-radius: 6px; overflow: auto; } .markdown pre code { background: none; padding: 0; }
.markdown blockquote { margin: 0 0 12px; padding: 0 12px; color: var(--muted); border-left: 4px solid var(--line); } .markdown p, .markdown ul { margin: 0 0 12px; }
.reactions { margin-top: 8px; } .plus { color: var(--good); font-weight: 600; } .minus { color: var(--bad); font-weight: 600; }
.seeded { font-size: 12px; color: var(--wait); }
`;
