/** How an app, its installation and its webhook look on the wire. Source: docs.github.com/rest/apps. */
import type { AppHook, GitHubApp } from "./options.ts";
import { renderOwner } from "./render-repository.ts";

const OWNER = "acme";
const SLUG = "sesterce-gpu-reaper";
const HOOK: AppHook = {
  url: "https://gpu.test/github/webhooks",
  contentType: "json",
  hasSecret: true,
};

export const permissionsOf = ({ permissions }: GitHubApp) =>
  permissions ?? { actions: "read", metadata: "read" };

const eventsOf = ({ events }: GitHubApp) => events ?? ["workflow_job", "workflow_run"];

export function renderApp(app: GitHubApp, baseUrl: string) {
  return {
    id: Number(app.appId),
    slug: SLUG,
    node_id: "A_kwDOAA",
    owner: renderOwner(OWNER, baseUrl),
    name: "sesterce-gpu reaper",
    description: null,
    external_url: "https://example.com",
    html_url: `https://github.com/apps/${SLUG}`,
    created_at: "2026-01-01T12:00:00Z",
    updated_at: "2026-01-01T12:00:00Z",
    permissions: permissionsOf(app),
    events: eventsOf(app),
    installations_count: 1,
  };
}

export function renderInstallation(app: GitHubApp, baseUrl: string) {
  const account = renderOwner(OWNER, baseUrl);
  return {
    id: app.installationId,
    account,
    repository_selection: "selected",
    access_tokens_url: `${baseUrl}/app/installations/${app.installationId}/access_tokens`,
    repositories_url: `${baseUrl}/installation/repositories`,
    html_url: `https://github.com/organizations/acme/settings/installations/${app.installationId}`,
    app_id: Number(app.appId),
    app_slug: SLUG,
    target_id: account.id,
    target_type: "Organization",
    permissions: permissionsOf(app),
    events: eventsOf(app),
    created_at: "2026-01-01T12:00:00Z",
    updated_at: "2026-01-01T12:00:00Z",
    single_file_name: null,
    suspended_by: app.isSuspended ? account : null,
    suspended_at: app.isSuspended ? "2026-01-01T12:00:00Z" : null,
  };
}

/** A secret is never told, only that there is one. */
export function renderHook({ hook = HOOK }: GitHubApp) {
  const settings = { content_type: hook?.contentType ?? "form", insecure_ssl: "0" };
  const secret = hook?.hasSecret ? { secret: "********" } : {};
  return { ...settings, ...secret, url: hook?.url ?? null };
}
