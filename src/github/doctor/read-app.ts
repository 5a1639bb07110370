import type { AppState, InstallationState, Permissions } from "../../doctor/examine-app.ts";
import type { Readable } from "../../domain/facts.ts";
import type { AppClient } from "../client.ts";
import { allPages, perPage } from "../pages.ts";
import { readable } from "../readable.ts";

interface HookConfig {
  url?: string;
  content_type?: string;
  insecure_ssl?: string | number;
  secret?: string;
}

interface Delivery {
  guid: string;
  event: string;
  status: string;
  delivered_at: string;
}

interface Installation {
  id: number;
  suspended_at: string | null;
  account: { login?: string; slug?: string } | null;
  permissions: Permissions;
}

/** An installation, and what tells how it stands. */
export interface KnownInstallation extends InstallationState {
  id: number;
}

/**
 * The app as GitHub knows it: https://docs.github.com/en/rest/apps. Throws {@link GitHubError} if not even its own record
 * can be read, as with wrong credentials.
 */
export async function readApp(
  app: AppClient,
): Promise<AppState & { installations: Readable<readonly KnownInstallation[]> }> {
  const { data } = await app.request<{ slug: string; permissions: Permissions; events: string[] }>("GET /app");
  const [hook, deliveries, installations] = await Promise.all([
    readable(() => readHook(app), ignore),
    readable(() => readDeliveries(app), ignore),
    readable(() => readInstallations(app), ignore),
  ]);
  return { slug: data.slug, permissions: data.permissions, events: data.events, hook, deliveries, installations };
}

/** What could not be read is told as such. */
function ignore(): void {}

async function readHook(app: AppClient) {
  const { data } = await app.request<HookConfig>("GET /app/hook/config");
  return {
    url: data.url ?? null,
    contentType: data.content_type ?? null,
    insecureSsl: String(data.insecure_ssl ?? "0") !== "0",
    hasSecret: (data.secret ?? "") !== "",
  };
}

async function readDeliveries(app: AppClient) {
  const { data } = await app.request<Delivery[]>(`GET /app/hook/deliveries?per_page=${perPage}`);
  return data.map(({ guid, event, status, delivered_at: at }) => ({ guid, event, status, at }));
}

async function readInstallations(app: AppClient): Promise<KnownInstallation[]> {
  const all = await allPages((page) =>
    app.request<Installation[]>(`GET /app/installations?per_page=${perPage}&page=${page}`),
  );
  return all.map(({ id, suspended_at: suspendedAt, account, permissions }) => ({
    id,
    account: account?.login ?? account?.slug ?? `installation ${id}`,
    isSuspended: suspendedAt !== null,
    permissions,
  }));
}
