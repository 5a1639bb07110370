/** An amount in the smallest unit of its currency: 1999 EUR is €19.99. */
export interface Money {
  minor: number;
  currency: string;
}

/** The sum. Throws when the currencies differ. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`cannot add ${a.currency} and ${b.currency}`);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** A share of an amount, rounded half up: banks do the same. `basisPoints`: 1900 is 19 %. */
export function share({ minor, currency }: Money, basisPoints: number): Money {
  return { minor: Math.floor((minor * basisPoints + 5_000) / 10_000), currency };
}

/** For people: `19.99 EUR`. */
export function format({ minor, currency }: Money): string {
  const digits = String(Math.abs(minor)).padStart(3, "0");
  return `${minor < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)} ${currency}`;
}
