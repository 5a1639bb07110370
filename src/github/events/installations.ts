import type { Handler, RoutingOptions } from "./handler.ts";
import { enqueueEverywhere, enqueueOpen } from "./open-pull-requests.ts";
import type { Payload } from "./payload.ts";

/** The app came, came back, or may read more. */
export const onInstallation: Handler = async ({ action, installation }, options) => {
  const isMore = action === "created" || action === "unsuspend" || action === "new_permissions_accepted";
  if (isMore && installation?.id !== undefined) await enqueueEverywhere(installation.id, options);
};

/** The app may read more repositories. */
export const onInstallationRepositories: Handler = async (payload, options) => {
  const installationId = payload.installation?.id;
  if (installationId === undefined) return;
  for (const { id, full_name: fullName } of payload.repositories_added ?? []) {
    await enqueueAdded(installationId, id, fullName, options);
  }
};

type Added = NonNullable<Payload["repositories_added"]>[number];

async function enqueueAdded(
  installationId: number,
  repositoryId: Added["id"],
  fullName: Added["full_name"],
  options: RoutingOptions,
): Promise<void> {
  const [owner, name] = fullName?.split("/") ?? [];
  if (repositoryId === undefined || owner === undefined || name === undefined) return;
  await enqueueOpen({ installationId, repositoryId, owner, name }, options);
}
