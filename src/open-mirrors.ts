import type { Logger } from "pino";
import type { Config, Environment } from "./config.ts";
import { type Examination, examinationsOf } from "./doctor/examination.ts";
import { openFolder } from "./git/folder.ts";
import { createMirrors } from "./git/mirrors.ts";
import { whyNoGit } from "./git/version.ts";
import type { AppClients } from "./github/client.ts";
import { contentsTokens } from "./github/contents-token.ts";
import type { Mirrors } from "./pipeline/mirrors.ts";
import { starting } from "./start-error.ts";

/** Makes the folder of the mirrors that the configuration asks for. A server without a git that can keep them runs all the same. */
export async function prepareMirrors({ mirrorFolder: folder }: Config, log: Logger): Promise<void> {
  if (folder === null) return;
  await starting(`the folder of mirrors ${folder} (EVIDENCE_MIRRORS)`, () => openFolder(folder));
  const reason = await whyNoGit();
  if (reason !== null) log.warn({ reason }, "EVIDENCE_MIRRORS is set, but no mirror can be kept");
}

/** The mirrors that the configuration asks for; null: none. */
export function openMirrors(
  { mirrorFolder: folder, github }: Config,
  clients: AppClients,
  log: Logger,
): Mirrors | null {
  if (folder === null) return null;
  return createMirrors({ folder, log, serverUrl: github.serverUrl, token: contentsTokens(clients) });
}

/** Whether mirrors can be kept here; nothing, where none are asked for. */
export async function examineMirrors(environment: Environment): Promise<Examination[]> {
  if (!environment.EVIDENCE_MIRRORS?.trim()) return [];
  const { fine, toDo } = examinationsOf("the mirrors");
  const reason = await whyNoGit();
  if (reason === null) return [fine("git can keep them")];
  return [
    toDo(`EVIDENCE_MIRRORS is set, but ${reason}`, "Install it where the server runs, or unset EVIDENCE_MIRRORS."),
  ];
}
