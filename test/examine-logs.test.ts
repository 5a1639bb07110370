import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { examineLogs } from "../src/examine-logs.ts";
import { filesIn } from "../src/handle-log.ts";
import { signLog } from "../src/storage/sign-log.ts";
import { openTestDatabase } from "./support/database.ts";
import { appendAll, newSigning, tamper } from "./support/signing.ts";

test("doctor looks at the logs that were signed here: fine, then rolled back; nothing is opened where none was", async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "mergewarden-doctor-"));
  expect(await examineLogs({ MERGEWARDEN_DATA: dataFolder, DATABASE_URL: "postgres://localhost:1/none" })).toEqual([]);
  const database = await openTestDatabase();
  try {
    await appendAll(database.db, 7, ["a"]);
    await signLog(database.db, 7, { ...newSigning(), files: filesIn(dataFolder) });
    const environment = { MERGEWARDEN_DATA: dataFolder, DATABASE_URL: database.url };
    const about = "the evidence log of account 7";
    expect(await examineLogs(environment)).toMatchObject([{ about, state: "fine" }]);
    await tamper(database.db, "delete from evidence where seq > 0");
    const [found] = await examineLogs(environment);
    expect(found).toMatchObject({ about, state: "to-do", remedy: expect.stringContaining("evidence new-log") });
  } finally {
    await database.close();
  }
});
