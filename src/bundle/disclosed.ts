import type { Disclosure } from "../pipeline/evidence-source.ts";
import type { Profile } from "./request.ts";

/** Titles and tickets: what the profile without people still tells. */
const impersonal = /^\/body\/(pr\/title|tickets\/\d+\/key)$/;

/** Whether the profile discloses what stands at this place of a record. */
export function isDisclosed(profile: Profile, path: string): boolean {
  return profile === "full" || (profile === "pseudonymous" && impersonal.test(path));
}

/** Disclosures in the order of the log, asked for record by record, in the same order. */
export class DisclosureCursor {
  readonly #rows: AsyncIterator<Disclosure>;
  #next: IteratorResult<Disclosure> | null = null;

  constructor(rows: AsyncIterable<Disclosure>) {
    this.#rows = rows[Symbol.asyncIterator]();
  }

  /** What is disclosed of the record, by its JSON Pointer. */
  async of(seq: number): Promise<Map<string, Disclosure>> {
    const found = new Map<string, Disclosure>();
    this.#next ??= await this.#rows.next();
    while (this.#next.done !== true && this.#next.value.seq <= seq) {
      if (this.#next.value.seq === seq) found.set(this.#next.value.path, this.#next.value);
      this.#next = await this.#rows.next();
    }
    return found;
  }

  async close(): Promise<void> {
    await this.#rows.return?.();
  }
}

/** A committed text in a cell: itself, or why it is not there. */
export function textCell(profile: Profile, path: string, disclosures: ReadonlyMap<string, Disclosure>): string {
  if (!isDisclosed(profile, path)) return "(withheld)";
  const found = disclosures.get(path);
  if (found === undefined) return "(erased)";
  return typeof found.value === "string" ? found.value : JSON.stringify(found.value);
}
