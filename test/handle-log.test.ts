import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createLogSigner, filesIn } from "../src/handle-log.ts";
import { createMetrics } from "../src/web/metrics.ts";
import { openTestDatabase, silent, type TestDatabase } from "./support/database.ts";
import { appendAll, newSigning, tamper } from "./support/signing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const patient = { timeout: 30_000, interval: 50 };
const signedSizes = async () => {
  const rows = await database.db.selectFrom("log_checkpoints").select(["tenant", "size"]).execute();
  return new Map(rows.map(({ tenant, size }) => [Number(tenant), Number(size)]));
};

test("two processes sign every log as it grows; one that is rolled back is refused until its records are back", async () => {
  const { keys } = newSigning();
  const metrics = createMetrics();
  const world = { database: database.db, keys, metrics, log: silent };
  const folder = mkdtempSync(join(tmpdir(), "mergewarden-signer-"));
  const one = createLogSigner({ ...world, dataFolder: folder });
  const other = createLogSigner({ ...world, dataFolder: mkdtempSync(join(tmpdir(), "mergewarden-signer-")) });
  await appendAll(database.db, 1, ["a"]);
  await appendAll(database.db, 2, ["a", "b"]);
  try {
    one.start("gate.example.com");
    other.start("gate.example.com");
    await vi.waitFor(
      async () =>
        expect(await signedSizes()).toEqual(
          new Map([
            [1, 3],
            [2, 4],
          ]),
        ),
      patient,
    );
    await appendAll(database.db, 1, ["later"]);
    await vi.waitFor(async () => expect((await signedSizes()).get(1)).toBe(4), patient);
    await other.stop();
    await appendAll(database.db, 2, ["lost"]);
    await vi.waitFor(async () => expect(await filesIn(folder).read(2)).toContain("\n5\n"), patient);
    await one.isSigning();

    await tamper(database.db, "create table lost as select * from evidence where tenant = 2 and seq = 4");
    await tamper(database.db, "delete from evidence where tenant = 2 and seq = 4");
    await vi.waitFor(() => expect(one.isSigning()).rejects.toMatchObject({ code: "ROLLED_BACK" }), patient);
    await vi.waitFor(async () => expect(await metrics.render(null)).toContain("mergewarden_log_refused 1"), patient);
    await tamper(database.db, "insert into evidence select * from lost");
    await vi.waitFor(() => one.isSigning(), patient);
  } finally {
    await Promise.all([one.stop(), other.stop()]);
  }
});
