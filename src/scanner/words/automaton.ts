/** Told of each word that stands in a text: its index in the list, and where it starts. */
export type OnWord = (word: number, start: number) => void;

/** Characters that are looked at together, as bytes. */
const CHUNK = 65_536;

interface Machine {
  /** Next state by state and class of character; a state is the offset of its row, negative where words end. */
  readonly next: Int32Array;
  /** Class of each byte; 0 is every character that no word holds. */
  readonly classes: Uint8Array;
  /** Words that end in a state, by row number. */
  readonly ending: readonly (readonly number[])[];
  /** Bits of a row's width. */
  readonly shift: number;
}

/**
 * Finds many ASCII words, given in lower case, in one pass over a text, letters in either case. One step a character
 * whatever the words and the text are: the automaton of A. Aho and M. Corasick, Efficient string matching (CACM 18/6,
 * 1975), as a table.
 */
export function wordFinder(words: readonly string[]): (text: string, onWord: OnWord) => void {
  const machine = build(words);
  const bytes = Buffer.alloc(CHUNK);
  return (text, onWord) => {
    run(machine, bytes, text, (word, end) => {
      const start = end - (words[word] ?? "").length;
      if (isAscii(text, start, end)) onWord(word, start);
    });
  };
}

function isAscii(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) > 127) return false;
  return true;
}

/**
 * Over bytes, since strings are slower to step through. Of characters beyond Latin-1 only the low byte is seen: what
 * is found has to be looked at again.
 */
function run({ next, classes, ending, shift }: Machine, bytes: Buffer, text: string, onEnd: OnWord): void {
  let state = 0;
  for (let from = 0; from < text.length; from += CHUNK) {
    const length = bytes.write(text.slice(from, from + CHUNK), "latin1");
    for (let at = 0; at < length; at += 1) {
      state = next[state + (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
      if (state < 0) {
        state = -state;
        for (const word of ending[state >> shift] ?? []) onEnd(word, from + at + 1);
      }
    }
  }
}

/** A tree of the words, then, breadth first, where each state goes on when its word does not. */
function build(words: readonly string[]): Machine {
  const classes = classesOf(words);
  const shift = Math.ceil(Math.log2(Math.max(...classes) + 1));
  const rows: number[][] = [[]];
  const ending: number[][] = [[]];
  words.forEach((word, index) => {
    let row = 0;
    for (const character of word) {
      const klass = classes[character.charCodeAt(0)] ?? 0;
      const known = rows[row]?.[klass];
      if (known === undefined) {
        rows.push([]);
        ending.push([]);
        (rows[row] ?? [])[klass] = rows.length - 1;
      }
      row = known ?? rows.length - 1;
    }
    ending[row]?.push(index);
  });
  return { next: link(rows, ending, shift), classes, ending, shift };
}

function classesOf(words: readonly string[]): Uint8Array {
  const classes = new Uint8Array(256);
  const characters = [...new Set(words.join(""))];
  characters.forEach((character, index) => {
    classes[character.charCodeAt(0)] = index + 1;
    classes[character.toUpperCase().charCodeAt(0)] = index + 1;
  });
  return classes;
}

/** The table. A state where words end is entered by its negative, so that a step needs one look. */
function link(rows: readonly number[][], ending: number[][], shift: number): Int32Array {
  const next = new Int32Array(rows.length << shift);
  const fallback = new Int32Array(rows.length);
  const queue = [0];
  for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
    const other = fallback[row] ?? 0;
    if (row !== 0) ending[row]?.push(...(ending[other] ?? []));
    for (let klass = 0; klass < 1 << shift; klass += 1) {
      const beyond = row === 0 ? 0 : Math.abs(next[(other << shift) + klass] ?? 0) >> shift;
      const child = rows[row]?.[klass];
      next[(row << shift) + klass] = (child ?? beyond) << shift;
      if (child === undefined) continue;
      fallback[child] = beyond;
      queue.push(child);
    }
  }
  for (let index = 0; index < next.length; index += 1) {
    const state = next[index] ?? 0;
    if ((ending[state >> shift] ?? []).length > 0) next[index] = -state;
  }
  return next;
}
