import { Gauge, type Registry } from "prom-client";
import { withTimeout } from "./with-timeout.ts";

/** Tells how old the newest backup is. */
export interface BackupMetrics {
  /** From now on the time of the newest backup is among the figures; whoever reads them has it looked up. */
  watchBackups(newest: () => Promise<Date | null>): void;
}

/** Milliseconds: a network mount that hangs must not keep the other figures from being told. */
const patience = 3000;

/** Figures of the server's own backups; none where it makes none, so that an alert on their age is not for it. */
export function createBackupMetrics(registers: Registry[]): BackupMetrics {
  return {
    watchBackups(newest) {
      new Gauge({
        name: "mergewarden_backup_last_complete_timestamp_seconds",
        help: "When the newest backup in BACKUP_FOLDER was made, Unix time; 0: there is none, or it cannot be seen",
        registers,
        async collect() {
          const at = await withTimeout(newest, patience).catch(() => null);
          this.set(at === null ? 0 : at.getTime() / 1000);
        },
      });
    },
  };
}
