import { type Kysely, sql } from "kysely";
import { emptyFrontier, extend, type Frontier, frontierAt, type HashReader, leafHash } from "../transparency/merkle.ts";
import { readFromTiles, type Tile, tileHeight, tileWidth } from "../transparency/tiles.ts";
import type { Schema } from "./schema.ts";

/** One log of a tenant. */
export interface LogName {
  tenant: number;
  number: number;
}

/** How many tiles a reader keeps. */
const keptTiles = 64;

/** Reads the hashes of a log's complete subtrees out of its tiles. Throws a RangeError where there is none yet. */
export function hashReader(db: Kysely<Schema>, log: LogName): HashReader {
  const kept = new Map<string, Buffer>();
  async function bytesOf({ level, index, width }: Tile): Promise<Buffer> {
    const place = `${level}/${index}`;
    const known = kept.get(place);
    if (known !== undefined && known.length >= width * 32) return known.subarray(0, width * 32);
    const bytes = await readTile(db, log, level, index);
    if (bytes.length < width * 32) throw new RangeError(`the log has no ${width} hashes in tile ${place}`);
    if (kept.size >= keptTiles) kept.delete(kept.keys().next().value ?? "");
    kept.set(place, bytes);
    return bytes.subarray(0, width * 32);
  }
  return (level, index) => readFromTiles((index + 1) * 2 ** level, bytesOf)(level, index);
}

async function readTile(db: Kysely<Schema>, { tenant, number }: LogName, level: number, index: number) {
  const own = db.selectFrom("log_hashes").select("hashes").where("tenant", "=", String(tenant));
  const tile = own.where("log", "=", number).where("level", "=", level).where("index", "=", String(index));
  return (await tile.executeTakeFirst())?.hashes ?? Buffer.alloc(0);
}

/** A tree that grows: what it got since it was opened is kept on {@link GrowingTree.keep}. */
export interface GrowingTree {
  frontier(): Frontier;
  add(leaf: Uint8Array): void;
  /** Throws where the tiles do not end where the tree was opened. */
  keep(): Promise<void>;
}

/** Opens a log's tree of `size` leaves. Reads no leaf. */
export async function growTree(db: Kysely<Schema>, log: LogName, size: number): Promise<GrowingTree> {
  let frontier = size === 0 ? emptyFrontier : await frontierAt(size, hashReader(db, log));
  const fresh = new Map<string, { level: number; index: number; start: number; hashes: Uint8Array[] }>();
  function visit(treeLevel: number, at: number, node: Uint8Array): void {
    if (treeLevel % tileHeight !== 0) return;
    const [level, index] = [treeLevel / tileHeight, Math.floor(at / tileWidth)];
    const place = `${level}/${index}`;
    const tile = fresh.get(place) ?? { level, index, start: at % tileWidth, hashes: [] };
    tile.hashes.push(node);
    fresh.set(place, tile);
  }
  return {
    frontier: () => frontier,
    add(leaf) {
      frontier = extend(frontier, leafHash(leaf), visit);
    },
    async keep() {
      for (const { level, index, start, hashes } of fresh.values()) {
        const { numAffectedRows } = await sql`
          insert into log_hashes as tile (tenant, log, level, index, hashes)
          select ${log.tenant}::bigint, ${log.number}::integer, ${level}::integer, ${index}::bigint, ${Buffer.concat(hashes)}::bytea
          where ${start}::integer = 0 or exists (
            select from log_hashes
            where tenant = ${log.tenant} and log = ${log.number} and level = ${level} and index = ${index})
          on conflict (tenant, log, level, index) do update set hashes = tile.hashes || excluded.hashes
          where octet_length(tile.hashes) = ${start * 32}::integer`.execute(db);
        if (numAffectedRows !== 1n)
          throw new RangeError(`tile ${level}/${index} of the log does not end where it should`);
      }
      fresh.clear();
    },
  };
}
