import { type Environment, readStorage } from "./config.ts";
import { type Examination, examinationsOf } from "./doctor/examination.ts";
import { filesIn } from "./handle-log.ts";
import { createLogger } from "./log.ts";
import { openDatabase } from "./storage/database.ts";
import { logsOf } from "./storage/logs.ts";
import { examineLog } from "./storage/sign-log.ts";

/** Whether the evidence logs that were signed from this data folder can still be signed. Nothing is opened where none was. */
export async function examineLogs(environment: Environment): Promise<Examination[]> {
  const storage = readStorage(environment);
  const files = filesIn(storage.dataFolder);
  const tenants = await files.tenants();
  if (tenants.length === 0) return [];
  const log = createLogger({ level: "warn", format: "json", destination: process.stderr });
  const database = await openDatabase({ ...storage, log });
  try {
    const found: Examination[] = [];
    for (const tenant of tenants.sort((a, b) => a - b)) {
      const { fine, toDo } = examinationsOf(`the evidence log of account ${tenant}`);
      const [own = { tenant, number: 1, origin: "" }] = await logsOf(database.db, tenant);
      const refusal = await examineLog(database.db, own, files);
      found.push(
        refusal === null ? fine("It goes on as it was signed") : toDo(`Not signed: ${refusal.message}`, refusal.remedy),
      );
    }
    return found;
  } finally {
    await database.close();
  }
}
