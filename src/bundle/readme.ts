import { html, page, table } from "./html.ts";
import type { Summary } from "./summary.ts";

const files: readonly (readonly [string, string])[] = [
  ["report.html", "the summary, all exceptions, and each control's result"],
  ["IPE.md", "how this was produced: source, parameters, filters, totals, limits"],
  ["population/population.csv", "one line for each change that landed on a gated branch"],
  ["population/commits.csv, reviews.csv, checks.csv", "what each change consists of"],
  [
    "population/changes.jsonl, lists.jsonl",
    "the records themselves, byte for byte as in the log, and the lists that they name",
  ],
  ["exceptions/", "what went past the rules, and what became of it"],
  [
    "controls/",
    "the matrix of controls (matrix.yml, as it was given), the results, and the same as OSCAL assessment results",
  ],
  ["completeness/", "the moves of each branch, control totals, times without eyes, what was in scope"],
  ["config/", "policies, branch protection and access over time"],
  ["identities/", "who the pseudonyms are, and the texts behind the commitments (not in every profile)"],
  ["log/", "the signed checkpoint of the evidence log, its tree, its keys, and all other records"],
  ["attestations/", "a signed in-toto statement and a SLSA summary for each change"],
  ["samples/", "a folder for each change with an exception: record, proof, attestation, page"],
];

/** README.html: what this is, and how to check it. */
export function readmePage(summary: Summary): string {
  const { period, origin, size } = summary;
  return page(
    "Evidence of change management",
    html`<h1>Evidence of change management</h1>
<p>${period.from} to ${period.to} (${period.tz}), from the log <code>${origin}</code> at ${size} records.</p>
${summary.development ? html`<p class="note"><b>UNSIGNED.</b> Keys for development signed this bundle: the signatures prove nothing to others.</p>` : html``}
<p>Every change that landed on a gated branch in this period stands in <code>population/population.csv</code>. Each line can be led back to a
record, each record to the signed checkpoint, each commit to git. None of it needs trust in whoever made this bundle, or in its program.</p>
<h2>Check it in four commands</h2>
<pre>unzip BUNDLE.zip -d bundle &amp;&amp; cd bundle
sha256sum -c SHA256SUMS
openssl dgst -sha256 -verify log/attest.pub.pem -signature manifest.sig manifest.json
mergewarden verify ../BUNDLE.zip --log-key KEY --repo CLONE</pre>
<p>KEY is the log's public key. Ask for it on another way than the one that brought you this bundle; <code>log/log.vkey</code> only says what
it should be. CLONE is a clone of a repository, made by you: then the commits are compared with git's own list.</p>
<p>Without our program: each line of <code>completeness/refs.csv</code> is a segment of a branch's history, and its commits are those that git lists
between its two heads. All zeros in <code>head_to</code>: the branch was deleted, and there is nothing to list.</p>
<pre>git rev-list HEAD_FROM..HEAD_TO | sort &gt; a
awk -F, -v r=REPO_ID -v f=REF -v s=SEGMENT '$1==r &amp;&amp; $2==f &amp;&amp; $13+0==s {print $3}' population/commits.csv | sort &gt; b
comm -3 a b</pre>
<h2>What is in it</h2>
${table(["File", "Holds"], files)}
<h2>What it does not prove</h2>
<ul>
<li>That a repository which the app was not installed on did not change: such repositories are invisible. <code>completeness/scope.csv</code> lists those that it saw.</li>
<li>That a reviewer looked well, or that a check tests the right thing.</li>
<li>Anything about times without eyes (<code>completeness/gaps.csv</code>) beyond what git itself still shows.</li>
<li>That any standard is met: results of controls are for an auditor to judge.</li>
</ul>`,
  );
}
