/** A GitHub App: its key, its installation and what that may read, its webhook. */
import { formatFault, type GitHubFault } from "../src/github/fault.ts";
import { type Finding, fine, sentence, untried, wrong } from "./finding.ts";
import { App, type AppAccess, askAs, Installation } from "./github-ask.ts";
import { type Access, mendOfFault } from "./github-fault.ts";
import { findAppHook } from "./github-hook.ts";
import { mendOf } from "./places.ts";
import type { Setup } from "./setup.ts";

const KEY = "GITHUB_APP_PRIVATE_KEY";
const INSTALLATION = "GITHUB_APP_INSTALLATION_ID";
const PERMISSIONS = "App permissions";

/** What the Worker reads; nothing else is needed. */
const NEEDED: Readonly<Record<string, string>> = { actions: "read", metadata: "read" };

export async function findApp(access: AppAccess, setup: Setup): Promise<Access> {
  const askApp = askAs(access, setup);
  const app = await askApp("/app", App);
  if (!app.ok) return { isLetIn: false, findings: [findRefusal(app.reason, access)] };
  const name = app.value.slug ?? app.value.name;
  const known = fine(KEY, `Accepted: it is a key of the App ${name} (${access.appId}).`);
  const heard = await askApp(`/app/installations/${access.installationId}`, Installation);
  if (!heard.ok) return { isLetIn: false, findings: [known, findMissing(heard.reason, access)] };
  const installation = heard.value;
  return {
    isLetIn: !installation.suspended_at,
    findings: [
      known,
      findInstallation(installation),
      findPermissions(installation),
      await findAppHook({ askApp, installation }, setup),
    ],
  };
}

function findRefusal(fault: GitHubFault, { appId }: AppAccess): Finding {
  if (fault.code === "rate-limited") return untried(KEY, sentence(formatFault(fault)));
  const mend = `It has to be a key of the App ${appId} (GITHUB_APP_ID), and this computer's clock right. ${mendOf(KEY)}`;
  return wrong(KEY, sentence(formatFault(fault)), mendOfFault(fault) ?? mend);
}

function findMissing(fault: GitHubFault, { installationId }: AppAccess): Finding {
  if (fault.code === "rate-limited") return untried(INSTALLATION, sentence(formatFault(fault)));
  if (fault.code !== "not-found") {
    const mend = mendOfFault(fault) ?? mendOf(INSTALLATION);
    return wrong(INSTALLATION, sentence(formatFault(fault)), mend);
  }
  const seen = `The App has no installation ${installationId}: it is not installed, or the number is another one.`;
  return wrong(INSTALLATION, seen, mendOf(INSTALLATION));
}

function findInstallation({ account, repository_selection, suspended_at }: Installation): Finding {
  const owner = account?.login ?? "?";
  if (suspended_at) {
    const mend = `${owner}'s Settings, GitHub Apps (or Applications), Configure, Unsuspend.`;
    return wrong(INSTALLATION, `The installation at ${owner} is suspended.`, mend);
  }
  const which = repository_selection === "all" ? "all repositories" : "selected repositories";
  return fine(INSTALLATION, `Installed at ${owner}, for ${which}.`);
}

const mendOfPermissions = (what: string): string =>
  `Your App, Permissions & events, Repository permissions: ${what}. Then accept the change in the installation.`;

function findPermissions({ permissions }: Installation): Finding {
  const all = Object.entries(permissions).map(([name, level]) => ({ name, level }));
  const list = (some: typeof all) => some.map(({ name, level }) => `${name}: ${level}`).join(", ");
  const seen = `The installation grants ${list(all) || "none"}`;
  const missing = Object.keys(NEEDED).filter((name) => permissions[name] === undefined);
  if (missing.length > 0) {
    const mend = mendOfPermissions(missing.map((name) => `${name} read-only`).join(", "));
    return wrong(PERMISSIONS, `${seen}; it lacks ${missing.join(", ")}.`, mend);
  }
  const more = all.filter(({ name, level }) => NEEDED[name] !== level);
  if (more.length === 0) return fine(PERMISSIONS, `${seen}.`);
  const better = mendOfPermissions("Actions and Metadata read-only, nothing else");
  return fine(PERMISSIONS, `${seen}; ${list(more)} is more than is needed.`, better);
}
