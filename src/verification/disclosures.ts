import { createHash } from "node:crypto";
import { canonical, type Json, parseCanonical } from "./canonical.ts";
import { isFields, type Leaf } from "./leaves.ts";
import type { Problems } from "./problems.ts";
import type { Bundle } from "./read-bundle.ts";
import { type Records, textAt } from "./records.ts";

/** What opens a commitment of a record. */
export interface Disclosure {
  seq: number;
  path: string;
  salt: string;
  value: Json;
}

const FILE = "identities/disclosures.jsonl";

/** Disclosures in the order of the records that they are of: asked for record by record. */
async function* disclosuresOf(bundle: Bundle, problems: Problems): AsyncGenerator<Disclosure> {
  if (!bundle.has(FILE)) return;
  let last = "";
  for await (const line of bundle.lines(FILE)) {
    const value = parseCanonical(line);
    if (!isDisclosure(value)) {
      problems.add("DISCLOSURE_WRONG", FILE, "a line is no disclosure");
      continue;
    }
    const place = `${String(value.seq).padStart(16, "0")} ${value.path}`;
    if (place <= last)
      problems.add("DISCLOSURE_WRONG", FILE, `what is disclosed of record ${value.seq} is not in order`);
    last = place;
    yield value;
  }
}

function isDisclosure(value: Json | undefined): value is Disclosure & { [name: string]: Json } {
  return (
    isFields(value) &&
    Object.keys(value).join(",") === "path,salt,seq,value" &&
    typeof value.seq === "number" &&
    typeof value.path === "string" &&
    typeof value.salt === "string"
  );
}

/** Whether it opens the commitment at its place. */
export function isOpenedBy(leaf: Leaf, { path, salt, value }: Omit<Disclosure, "seq">): boolean {
  const names = path.split("/").slice(1);
  const place = names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  return commitmentTo(salt, value) === placeIn(leaf.record, place);
}

/** The commitment to a value under a salt. */
export function commitmentTo(salt: string, value: Json): string {
  return `c1:${createHash("sha256")
    .update(canonical([salt, value]))
    .digest("hex")}`;
}

function placeIn(value: Json, path: readonly string[]): Json | undefined {
  let place: Json | undefined = value;
  for (const name of path) {
    if (Array.isArray(place)) place = place[Number(name)];
    else if (isFields(place) && Object.hasOwn(place, name)) place = place[name];
    else return undefined;
  }
  return place;
}

/** Whether the account is the one that the record bound the pseudonym to. */
export function isBoundBy(leaf: Leaf, identity: { pseudonym: string; salt: string; account: Json }): boolean {
  const { pseudonym, salt, account } = identity;
  return textAt(leaf.body, "pseudonym") === pseudonym && textAt(leaf.body, "account") === commitmentTo(salt, account);
}

/** Disclosures, in step with the records: each opens the commitment at its place. */
export class Opened {
  readonly #given: AsyncGenerator<Disclosure>;
  readonly #records: Records;
  readonly #problems: Problems;
  #next: Disclosure | null | undefined;
  count = 0;
  /** What is disclosed of records of exceptions, by number and place. */
  readonly told = new Map<number, Map<string, Json>>();

  constructor(bundle: Bundle, records: Records, problems: Problems) {
    this.#given = disclosuresOf(bundle, problems);
    this.#records = records;
    this.#problems = problems;
  }

  /** Reads on up to this record, and returns what is disclosed of it, by the place in it. */
  async upTo(seq: number, leaf: Leaf | null): Promise<Map<string, Json>> {
    const own = new Map<string, Json>();
    for (;;) {
      if (this.#next === undefined) {
        const { value, done } = await this.#given.next();
        this.#next = done ? null : value;
      }
      if (this.#next === null || this.#next.seq > seq) return own;
      this.count++;
      const of = this.#next.seq === seq ? leaf : this.#records.bySeq.get(this.#next.seq);
      if (!of || !isOpenedBy(of, this.#next)) {
        const why = `what is disclosed of record ${this.#next.seq} at ${this.#next.path.slice(0, 80)} is not what the log committed to`;
        this.#problems.add("DISCLOSURE_WRONG", FILE, why);
      } else if (this.#next.seq === seq) own.set(this.#next.path, this.#next.value);
      else if (of.kind === "exception.opened") this.#tell(this.#next);
      this.#next = undefined;
    }
  }
  #tell({ seq, path, value }: Disclosure): void {
    const known = this.told.get(seq) ?? new Map<string, Json>();
    this.told.set(seq, known.set(path, value));
  }
}
