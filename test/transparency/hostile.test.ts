import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from "../../src/transparency/checkpoints.ts";
import { keyIdOf, parseEnvelope, verifyEnvelope } from "../../src/transparency/dsse.ts";
import { DistrustError } from "../../src/transparency/errors.ts";
import { inclusionProof } from "../../src/transparency/merkle.ts";
import { openNote, parseVkey, signNote } from "../../src/transparency/notes.ts";
import { formatTlogProof, verifyTlogProof } from "../../src/transparency/tlog-proofs.ts";
import { freshAttester, freshSigner } from "../support/log-keys.ts";
import { treeOf } from "../support/tree.ts";

const origin = "gate.example.com/gh-1/log1";
const [log, witness] = [freshSigner(origin), freshSigner("witness.example")];
const { roots, read, leaf } = treeOf(21);
const noteOf = (size: number) =>
  signNote(formatCheckpoint({ origin, size, root: roots[size] ?? new Uint8Array() }), [log, witness]);
const note = noteOf(21);
const proof = formatTlogProof({ index: 13, proof: await inclusionProof(13, 21, read), checkpoint: note });
const attester = freshAttester();
const envelope = JSON.stringify(attester.envelope('{"_type":"https://in-toto.io/Statement/v1"}'));

/** Each reader of text from outside, a text that it accepts, and texts whose parts may be mixed in. */
const readers = [
  { name: "note", text: note, accept: (text: string) => openNote(text, [log.vkey]).text },
  { name: "checkpoint", text: note, accept: (text: string) => withoutKeys(openCheckpoint(text, [log.vkey])) },
  { name: "tlog-proof", text: proof, accept: (text: string) => verifyTlogProof(text, leaf(13), [log.vkey]) },
  {
    name: "envelope",
    text: envelope,
    accept: (text: string) => verifyEnvelope(parseEnvelope(text), attester.publicKey),
  },
  { name: "vkey", text: log.vkey, accept: parseVkey },
];
const others = [
  noteOf(20),
  proof,
  envelope,
  witness.vkey,
  JSON.stringify(freshAttester().envelope("{}")),
  note,
  "\n",
  "\n\n",
];

function withoutKeys({ origin, size, root }: { origin: string; size: number; root: Uint8Array }) {
  return { origin, size, root };
}

/** What the reader makes of the text, or `refused` if it throws the one error that it may throw. */
function outcome(accept: (text: string) => unknown, text: string): unknown {
  try {
    return accept(text);
  } catch (error) {
    if (error instanceof DistrustError) return "refused";
    throw error;
  }
}

const piece = fc.oneof(
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom("", "\n", "\n\n", " ", "+", "=", "0", "—", "— ", "\r", "\u0000", "\ud800", '"', "null", "A"),
  fc
    .tuple(fc.constantFrom(...others), fc.nat(400), fc.nat(400))
    .map(([text, from, length]) => text.slice(from, from + length)),
);
/** One to three times: a stretch of the text is replaced by a piece. */
const edits = fc.array(fc.record({ at: fc.nat(1200), cut: fc.nat(60), piece }), { minLength: 1, maxLength: 3 });

test.for(readers)("an altered $name is refused, or says the same", ({ text, accept }) => {
  const intact = accept(text);
  fc.assert(
    fc.property(edits, (list) => {
      const altered = list.reduce((before, { at, cut, piece: added }) => {
        const start = at % (before.length + 1);
        return before.slice(0, start) + added + before.slice(start + cut);
      }, text);
      const result = outcome(accept, altered);
      if (result !== "refused") expect(result).toEqual(intact);
    }),
    { numRuns: 1500 },
  );
});

test.for(readers.filter(({ name }) => name !== "envelope"))(
  "a $name with one character changed is refused, or says the same",
  ({ text, accept }) => {
    const intact = accept(text);
    for (let at = 0; at < text.length; at += 1) {
      const altered = text.slice(0, at) + (text[at] === "B" ? "C" : "B") + text.slice(at + 1);
      const result = outcome(accept, altered);
      if (result !== "refused") expect(result).toEqual(intact);
    }
  },
);

test("an envelope with one character of its payload, type, key id or signature changed is refused", () => {
  const from = envelope.indexOf('"payload":"') + '"payload":"'.length;
  const structure = new Set(['"', "{", "}", "[", "]", ":", ","]);
  for (let at = from; at < envelope.length; at += 1) {
    if (structure.has(envelope[at] ?? "")) continue;
    const altered = envelope.slice(0, at) + (envelope[at] === "B" ? "C" : "B") + envelope.slice(at + 1);
    expect(outcome(readers[3]?.accept ?? String, altered)).toBe("refused");
  }
});

const parsers = [
  { name: "openNote", parse: (text: string) => openNote(text, [log.vkey]) },
  { name: "parseCheckpoint", parse: parseCheckpoint },
  { name: "verifyTlogProof", parse: (text: string) => verifyTlogProof(text, leaf(0), [log.vkey]) },
  { name: "parseEnvelope", parse: parseEnvelope },
  { name: "parseVkey", parse: parseVkey },
  { name: "keyIdOf", parse: keyIdOf },
];

test.for(parsers)("$name throws nothing but its own error, whatever it reads", ({ parse }) => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), piece), (text) => {
      outcome(parse, text);
    }),
    { numRuns: 500 },
  );
});

test.for(parsers)("$name gets through megabytes of one thing", ({ parse }) => {
  for (const part of [
    "\n",
    "\n\n",
    "+",
    "A",
    "=",
    " ",
    "— a AAAAAAAA\n",
    "[",
    '{"payload":',
    "index 0\n",
    "9",
    "\r\n",
    "é",
  ]) {
    const many = part.repeat(2_000_000 / part.length);
    for (const text of [
      many,
      `c2sp.org/tlog-proof@v1\nindex 0\n${many}`,
      `${origin}\n1${many}`,
      `${log.vkey}${many}`,
      note + many,
    ]) {
      expect(outcome(parse, text) === "refused").toBe(true);
    }
  }
});
