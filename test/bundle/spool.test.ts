import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { Spool } from "../../src/bundle/spool.ts";

test.for([
  { when: "a file is put down as a whole", file: "small" },
  { when: "a file is put down bit by bit", file: "1" },
])("a disk that is full while $when is told to whoever writes next, and ends no process", async ({ file }) => {
  const folder = mkdtempSync(join(tmpdir(), "spool-"));
  symlinkSync("/dev/full", join(folder, file));
  const spool = new Spool(folder);
  const open = spool.open("bit by bit");
  const writing = async () => {
    for (let index = 0; index < 100_000; index += 1) {
      const bytes = randomBytes(60_000).toString("base64");
      if (file === "1") await open.write(bytes);
      else await spool.add(`file ${index}`, bytes);
      // Time for the disk to answer while nothing is awaited of it.
      await setImmediate();
    }
  };
  await expect(writing()).rejects.toMatchObject({ code: "ENOSPC" });
  await expect(file === "1" ? open.close() : spool.close()).rejects.toMatchObject({ code: "ENOSPC" });
  rmSync(folder, { recursive: true });
});
