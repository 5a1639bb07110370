import { type Environment, readBackups } from "./config.ts";
import { type Examination, examinationsOf } from "./doctor/examination.ts";
import { isOverdue } from "./handle-backups.ts";
import { backupsIn, requireBackupFolder } from "./storage/backup/folder.ts";

/** Whether the server's own backups are made; nothing where BACKUP_FOLDER is not set. */
export async function examineBackups(environment: Environment): Promise<Examination[]> {
  const folder = readBackups(environment);
  if (folder === null) return [];
  const { fine, toDo } = examinationsOf("the backups");
  const now = new Date();
  try {
    await requireBackupFolder(folder.path);
    const { newest, count } = await backupsIn(folder, now);
    if (newest !== null && !isOverdue(newest, now)) {
      return [fine(`${count} in ${folder.path}, the newest of ${newest.toISOString()}`)];
    }
    const last = newest === null ? "None was made yet" : `The newest is of ${newest.toISOString()}`;
    const remedy = "Look whether the server runs with BACKUP_FOLDER, and what its log says of backups.";
    return [toDo(`${last}, in ${folder.path}`, remedy)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [toDo(`Cannot be written to ${folder.path}`, reason)];
  }
}
