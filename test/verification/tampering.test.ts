import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { exported, requestOf, unzipped } from "../support/bundle.ts";
import { type Files, relisted, resigned, verified, zipped } from "../support/forgery.ts";
import { playedLog } from "../support/played-log.ts";

const log = playedLog();
const stranger = playedLog();
const original = await exported(await requestOf(log));
const files = unzipped(original);
const names = [...files.keys()];

/** Numbers that are the same each time; `deep` begins somewhere else each time, and a failure says where. */
const isDeep = process.env.MERGEWARDEN_DEEP !== undefined;
const seed = isDeep ? randomInt(2 ** 31) : 20_260_704;
const rounds = isDeep ? 5_000 : 300;

function randomFrom(start: number) {
  let state = start;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, one: <Item>(items: readonly Item[]) => items[below(items.length)] as Item };
}

type Random = ReturnType<typeof randomFrom>;
type Mutation = (files: Files, random: Random) => void;

function bytesOf(forged: Files, name: string): Buffer {
  return forged.get(name) ?? Buffer.alloc(0);
}

/** Lines of a text, each with its end; changed by `change`, in a file that has some. */
function onLines(change: (lines: string[], random: Random) => void): Mutation {
  return (forged, random) => {
    const name = random.one(
      names.filter((one) => /\.(csv|jsonl|json|txt)$|SUMS$/.test(one) && bytesOf(files, one).includes("\n")),
    );
    const lines = bytesOf(forged, name)
      .toString("utf8")
      .split(/(?<=\n)/);
    change(lines, random);
    forged.set(name, Buffer.from(lines.join("")));
  };
}

const mutations: Record<string, Mutation> = {
  flip(forged, random) {
    const name = random.one(names.filter((one) => bytesOf(files, one).length > 0));
    const bytes = Buffer.from(bytesOf(forged, name));
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    forged.set(name, bytes);
  },
  insert(forged, random) {
    const name = random.one(names);
    const at = random.below(bytesOf(forged, name).length + 1);
    const bytes = bytesOf(forged, name);
    forged.set(name, Buffer.concat([bytes.subarray(0, at), Buffer.from([random.below(256)]), bytes.subarray(at)]));
  },
  remove(forged, random) {
    const name = random.one(names.filter((one) => bytesOf(files, one).length > 0));
    const at = random.below(bytesOf(forged, name).length);
    const bytes = bytesOf(forged, name);
    forged.set(name, Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]));
  },
  drop: (forged, random) => void forged.delete(random.one(names)),
  add: (forged, random) =>
    void forged.set(random.one(["extra.txt", "log/tile/0/001", "population/more.csv"]), Buffer.from("x\n")),
  rename(forged, random) {
    const name = random.one(names);
    const bytes = bytesOf(forged, name);
    forged.delete(name);
    forged.set(`${name}.old`, bytes);
  },
  swap(forged, random) {
    const [one, other] = [random.one(names), random.one(names)];
    forged.set(one, bytesOf(files, other));
    forged.set(other, bytesOf(files, one));
  },
  "drop a line": onLines((lines, random) => void lines.splice(random.below(lines.length), 1)),
  "repeat a line": onLines((lines, random) => {
    const at = random.below(lines.length);
    lines.splice(at, 0, lines[at] ?? "");
  }),
  "swap lines": onLines((lines, random) => {
    const [one, other] = [random.below(lines.length), random.below(lines.length)];
    [lines[one], lines[other]] = [lines[other] ?? "", lines[one] ?? ""];
  }),
  reverse: onLines((lines) => void lines.reverse()),
  "change a cell": onLines((lines, random) => {
    const at = random.below(lines.length);
    const cells = (lines[at] ?? "").split(",");
    cells[random.below(cells.length)] = random.one(["true", "false", "", "0", "u_0000000000000", "compliant"]);
    lines[at] = cells.join(",");
  }),
};

/** Who did it, and what they can do so that it does not show. */
const attackers: Record<string, (forged: Files) => Promise<Files> | Files> = {
  naive: (forged) => forged,
  "without keys": (forged) => relisted(forged),
  "with own keys": (forged) =>
    resigned(
      relisted(new Map([...forged, ["log/attest.pub.pem", Buffer.from(stranger.signer.publicKey)]])),
      stranger.signer,
    ),
};

function isSame(forged: Files): boolean {
  return forged.size === files.size && names.every((name) => forged.get(name)?.equals(bytesOf(files, name)) === true);
}

test(`verify never says yes to a bundle that was changed (${rounds} of seed ${seed})`, {
  timeout: 3_600_000,
}, async () => {
  const random = randomFrom(seed);
  const accepted: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const [how, who] = [random.one(Object.keys(mutations)), random.one(Object.keys(attackers))];
    const forged: Files = new Map(files);
    while (isSame(forged)) mutations[how]?.(forged, random);
    const given = (await attackers[who]?.(forged)) ?? forged;
    // Whoever lists a changed list again undoes the change.
    if (isSame(given)) continue;
    const told = await verified(zipped(given), log.vkey);
    if (told.status === "intact" || told.problems.length === 0) accepted.push(`${round}: ${how}, ${who}`);
  }
  expect(accepted).toEqual([]);
});

test("nor to an archive of which a byte was changed, unless every file in it is still the same", {
  timeout: 3_600_000,
}, async () => {
  const random = randomFrom(seed + 1);
  for (let round = 0; round < rounds / 5; round++) {
    const zip = Buffer.from(original);
    // The directory and the ends hold few of the bytes, and most of the tricks.
    const start = random.below(2) === 0 ? 0 : zip.readUInt32LE(zip.length - 6);
    const at = start + random.below(zip.length - start);
    zip[at] = (zip[at] ?? 0) ^ (1 << random.below(8));
    const { status } = await verified(zip, log.vkey);
    if (status === "intact") expect(isSame(unzipped(zip)), `byte ${at}`).toBe(true);
  }
});

/** What follows from the log, so that not even the holder of the attestation key can change it. */
const derived = names.filter((name) =>
  /^(population|log|attestations|identities|config|completeness)\/|control_results\.csv$|^exceptions\/.*jsonl$|sample\.csv$|^samples\/.*\.(json|tlog-proof)$/.test(
    name,
  ),
);

test("nor to what follows from the log, if the server itself lies", { timeout: 3_600_000 }, async () => {
  const random = randomFrom(seed + 2);
  const accepted: string[] = [];
  for (let round = 0; round < rounds / 5; round++) {
    const how = random.one([
      "flip",
      "insert",
      "remove",
      "drop",
      "drop a line",
      "repeat a line",
      "swap lines",
      "change a cell",
    ]);
    const forged: Files = new Map(files);
    while (isSame(forged) || !derived.some((name) => forged.get(name)?.equals(bytesOf(files, name)) !== true)) {
      for (const [name, bytes] of files) forged.set(name, bytes);
      mutations[how]?.(forged, random);
    }
    const told = await verified(zipped(await resigned(relisted(forged), log.signer)), log.vkey);
    const what = derived.find((name) => forged.get(name)?.equals(bytesOf(files, name)) !== true);
    if (told.status === "intact") accepted.push(`${round}: ${how} in ${what}`);
  }
  expect(accepted).toEqual([]);
});
