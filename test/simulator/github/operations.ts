/** The operations themselves: what the call is about is looked up already, here it is answered. */
import { badCredentials, json, movedPermanently, notFound, refusal } from "./answer.ts";
import { jwtFault } from "./app-jwt.ts";
import type { Call, Operation, Targets } from "./call.ts";
import type { GitHub } from "./github.ts";
import type { GitHubApp } from "./options.ts";
import { pageOf } from "./pages.ts";
import { renderJob, renderRun, time } from "./render.ts";
import { permissionsOf, renderApp, renderHook, renderInstallation } from "./render-app.ts";
import { renderRepository } from "./render-repository.ts";
import type { Repository } from "./state.ts";
import { bearerOf } from "./tokens.ts";

type Handler = (call: Call, github: GitHub) => Response | Promise<Response>;
type Found = Targets & { readonly repository: Repository };
type FoundHandler = (found: Found, baseUrl: string, call: Call) => Response;

export const operations: Record<Operation, Handler> = {
  repository: inRepository(({ repository }, baseUrl) =>
    json(200, renderRepository(repository, baseUrl)),
  ),

  runs: inRepository(({ repository }, baseUrl, { state, url }) => {
    const runs = state.runs.filter((run) => run.repositoryId === repository.id);
    const newestFirst = runs.toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id);
    const { items, headers } = pageOf(newestFirst, url);
    const rendered = items.map((run) => renderRun(run, repository, baseUrl));
    return json(200, { total_count: runs.length, workflow_runs: rendered }, headers);
  }),

  run: inRepository(({ repository, run }, baseUrl) =>
    run ? json(200, renderRun(run, repository, baseUrl)) : notFound(),
  ),

  attempt: inRepository(({ repository, run, attempt }, baseUrl) =>
    run && attempt ? json(200, renderRun(run, repository, baseUrl, attempt)) : notFound(),
  ),

  "attempt-jobs": inRepository(({ repository, run, attempt }, baseUrl, { url }) => {
    if (!run || !attempt) return notFound();
    const { items, headers } = pageOf(attempt.jobs, url);
    const jobs = items.map((job) => renderJob(job, run, repository, baseUrl));
    return json(200, { total_count: attempt.jobs.length, jobs }, headers);
  }),

  job: inRepository(({ repository, run, job }, baseUrl) =>
    run && job ? json(200, renderJob(job, run, repository, baseUrl)) : notFound(),
  ),

  "rate-limit": ({ now }, { quota }) => {
    const core = quota.view(now);
    const search = { limit: 30, remaining: 30, reset: core.reset, used: 0 };
    return json(200, { resources: { core, search }, rate: core });
  },

  "installation-token": asApp(({ app, address, now }, { tokens }) => {
    if (address.installation !== String(app.installationId)) return notFound();
    if (app.isSuspended) return refusal(403, "This installation has been suspended");
    const { token, expiresAt } = tokens.issue(now);
    const issued = { token, expires_at: time(expiresAt), permissions: permissionsOf(app) };
    return json(201, { ...issued, repository_selection: "selected" });
  }),

  app: asApp(({ app }, { options: { baseUrl } }) => json(200, renderApp(app, baseUrl))),

  "app-installation": asApp(({ app, address }, { options: { baseUrl } }) =>
    address.installation === String(app.installationId)
      ? json(200, renderInstallation(app, baseUrl))
      : notFound(),
  ),

  "app-hook": asApp(({ app }) => json(200, renderHook(app))),
};

type AppHandler = (call: Call & { readonly app: GitHubApp }, github: GitHub) => Response;

function asApp(answer: AppHandler): Handler {
  return async (call, github) => {
    const { app } = github.options;
    if (!app) return badCredentials();
    const fault = await jwtFault(bearerOf(call.headers) ?? "", app, call.now);
    return fault === undefined ? answer({ ...call, app }, github) : refusal(401, fault);
  };
}

function inRepository(answer: FoundHandler): Handler {
  return (call, { options: { baseUrl } }) => {
    const { repository, isFormerName } = call.targets;
    if (!repository) return notFound();
    if (isFormerName) return movedPermanently(lastingUrl(call, repository, baseUrl));
    return answer({ ...call.targets, repository }, baseUrl, call);
  };
}

/** The same place under the repository's id. */
function lastingUrl({ url }: Call, { id }: Repository, baseUrl: string): string {
  const rest = url.pathname.split("/").slice(4);
  return `${baseUrl}/${["repositories", id, ...rest].join("/")}${url.search}`;
}
