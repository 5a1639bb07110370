import { webhookSecretAlertJson } from "../rest/secret-scanning.ts";
import type { Account } from "../state/accounts.ts";
import type { Repository } from "../state/repository.ts";
import type { SecretScanningAlert } from "../state/security.ts";
import { now, type World } from "../world.ts";
import { githubAccount } from "./code-scanning.ts";

/** Tells about an alert. https://docs.github.com/en/webhooks/webhook-events-and-payloads#secret_scanning_alert */
export function emitSecretAlert(
  world: World,
  repository: Repository,
  alert: SecretScanningAlert,
  action: "created" | "resolved" | "reopened",
  sender: Account,
): void {
  const payload = { alert: webhookSecretAlertJson(world, repository, alert) };
  world.webhooks.emit({ event: "secret_scanning_alert", action, repository, sender, payload });
}

/** Adds an alert that a scenario states. */
export function addSecretAlert(
  world: World,
  repository: Repository,
  stated: Pick<SecretScanningAlert, "secretType" | "secretTypeDisplayName" | "locations">,
): SecretScanningAlert {
  const instant = now();
  const alert: SecretScanningAlert = {
    number: repository.security.secretScanning.length + 1,
    state: "open",
    ...stated,
    resolution: null,
    resolvedBy: null,
    resolvedAt: null,
    createdAt: instant,
    updatedAt: instant,
  };
  repository.security.secretScanningEnabled = true;
  repository.security.secretScanning.push(alert);
  emitSecretAlert(world, repository, alert, "created", githubAccount(world, repository));
  return alert;
}
