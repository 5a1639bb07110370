/** A set of numbers of records: a bit each. */
export class SeqSet {
  readonly #bits: Uint8Array;

  constructor(size: number) {
    this.#bits = new Uint8Array(Math.ceil(size / 8));
  }

  add(seq: number): void {
    const index = Math.floor(seq / 8);
    this.#bits[index] = (this.#bits[index] ?? 0) | (1 << (seq % 8));
  }

  has(seq: number): boolean {
    return ((this.#bits[Math.floor(seq / 8)] ?? 0) & (1 << (seq % 8))) !== 0;
  }
}
