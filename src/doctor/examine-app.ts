import type { Readable } from "../domain/facts.ts";
import { isUnavailable } from "../domain/readable.ts";
import { type Examination, examinationsOf } from "./examination.ts";

export type Permissions = Readonly<Record<string, string>>;

/** What the app is to ask for: https://docs.github.com/en/apps/sharing-github-apps/registering-a-github-app-from-a-manifest */
export interface Manifest {
  permissions: Permissions;
  events: readonly string[];
}

/** The app as GitHub knows it. */
export interface AppState {
  slug: string;
  permissions: Permissions;
  events: readonly string[];
  hook: Readable<{ url: string | null; contentType: string | null; insecureSsl: boolean; hasSecret: boolean }>;
  /** The latest, newest first. */
  deliveries: Readable<readonly { guid: string; event: string; status: string; at: string }[]>;
  installations: Readable<readonly InstallationState[]>;
}

export interface InstallationState {
  account: string;
  isSuspended: boolean;
  permissions: Permissions;
}

const webhookPath = "/api/github/webhooks";
const settings = "in the app's settings on GitHub";

/** The app's own settings against what it needs. `publicUrl`: the server's address, if it is known. */
export function examineApp(state: AppState, wanted: Manifest, publicUrl: string | null): Examination[] {
  return [
    examinationsOf("the app").fine(`The credentials are those of ${state.slug}`),
    ...examinePermissions("the app", state.permissions, wanted.permissions, `${settings}, under Permissions`),
    ...examineEvents(state, wanted),
    ...examineHook(state, publicUrl),
    ...examineDeliveries(state),
    ...examineInstallations(state),
  ];
}

const levels = ["none", "read", "write", "admin"];

function examinePermissions(about: string, held: Permissions, wanted: Permissions, where: string): Examination[] {
  const { fine, toDo } = examinationsOf(about);
  const level = (permissions: Permissions, name: string) => levels.indexOf(permissions[name] ?? "none");
  const missing = Object.keys(wanted).filter((name) => level(held, name) < level(wanted, name));
  if (missing.length === 0) return [fine("It has every permission that it needs")];
  const names = missing.map((name) => `${name}: ${wanted[name]}`).join(", ");
  return [toDo(`It lacks ${names}`, `Grant ${names} ${where}; app.yml says what each is for.`)];
}

function examineEvents(state: AppState, wanted: Manifest): Examination[] {
  const { fine, toDo } = examinationsOf("the app");
  const missing = wanted.events.filter((event) => !state.events.includes(event));
  if (missing.length === 0) return [fine("It hears of every event that it handles")];
  return [toDo(`It does not hear of ${missing.join(", ")}`, `Subscribe to these events ${settings}.`)];
}

function examineHook({ hook }: AppState, publicUrl: string | null): Examination[] {
  const { fine, toDo, unknown } = examinationsOf("the webhook");
  if (isUnavailable(hook)) return [unknown(`Could not read the webhook: ${hook.unavailable}`)];
  const found: Examination[] = [];
  const address = publicUrl === null ? null : `${publicUrl}${webhookPath}`;
  if (hook.url === null) {
    found.push(
      toDo("It has no address", `Set it to ${address ?? `the server's address and ${webhookPath}`} ${settings}.`),
    );
  } else if (address !== null && hook.url !== address) {
    found.push(
      toDo(`It goes to ${hook.url}, not to this server`, `Set it to ${address} ${settings}, or MERGEWARDEN_URL.`),
    );
  } else if (!hook.url.endsWith(webhookPath)) {
    found.push(toDo(`It goes to ${hook.url}`, `Let it end with ${webhookPath} ${settings}.`));
  }
  if (!hook.hasSecret) found.push(toDo("It has no secret", `Set the value of WEBHOOK_SECRET ${settings}.`));
  if (hook.contentType !== "json")
    found.push(toDo("Its content type is not JSON", `Choose application/json ${settings}.`));
  if (hook.insecureSsl) found.push(toDo("It does not verify certificates", `Switch SSL verification on ${settings}.`));
  return found.length > 0 ? found : [fine(`It goes to ${hook.url}, signed`)];
}

function examineDeliveries({ deliveries }: AppState): Examination[] {
  const { fine, toDo, unknown } = examinationsOf("the webhook");
  if (isUnavailable(deliveries)) return [unknown(`Could not read its deliveries: ${deliveries.unavailable}`)];
  if (deliveries.length === 0) return [unknown("Nothing was delivered yet", "Open a pull request, and look again.")];
  const arrived = new Set(deliveries.filter(({ status }) => status === "OK").map(({ guid }) => guid));
  const [last] = deliveries.filter(({ guid }) => !arrived.has(guid));
  if (last === undefined) return [fine(`The last ${deliveries.length} deliveries arrived`)];
  const lost = new Set(deliveries.map(({ guid }) => guid).filter((guid) => !arrived.has(guid))).size;
  const found = `${lost} of the last deliveries did not arrive, as of ${last.event} at ${last.at}: ${last.status}`;
  return [toDo(found, "See that GitHub reaches the server; sweeps ask for these again while it runs.")];
}

function examineInstallations({ installations, permissions }: AppState): Examination[] {
  const about = examinationsOf("the app");
  if (isUnavailable(installations))
    return [about.unknown(`Could not read where it is installed: ${installations.unavailable}`)];
  if (installations.length === 0)
    return [about.toDo("It is installed nowhere", "Install it: the app's settings on GitHub, Install App.")];
  return installations.flatMap((installation) => {
    const { account, isSuspended, permissions: granted } = installation;
    const where = `in the settings of ${account}, under GitHub Apps`;
    if (isSuspended) return [examinationsOf(account).toDo("The app is suspended", `Unsuspend it ${where}.`)];
    return examinePermissions(account, granted, permissions, `${where}: accept the new permissions`);
  });
}
