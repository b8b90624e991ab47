/** The Worker's entry: requests go to the app, the cron to the sweep, launches to their Workflow. Only wires. */
import { WorkflowEntrypoint, type WorkflowEvent, type WorkflowStep } from "cloudflare:workers";
import { createApp, runCron, runLaunch } from "./app.ts";
import { createDeps, type Deps } from "./deps.ts";
import type { LaunchParams } from "./fleet/launch.ts";

/** An isolate serves many requests with the same environment: it is read once. */
const known = new WeakMap<Env, Deps>();

function depsOf(env: Env): Deps {
  const deps = known.get(env) ?? createDeps({ ...env });
  if (!known.has(env)) {
    known.set(env, deps);
    for (const fault of deps.settings.faults) {
      deps.log({ level: "error", event: "configuration-fault", ...fault });
    }
  }
  return deps;
}

/** The Workflow behind the binding LAUNCH. */
export class Launch extends WorkflowEntrypoint<Env, LaunchParams> {
  override run(event: Readonly<WorkflowEvent<LaunchParams>>, step: WorkflowStep): Promise<unknown> {
    return runLaunch(depsOf(this.env), event.payload, step);
  }
}

export default {
  fetch: (request, env, context) => createApp(depsOf(env)).fetch(request, env, context),
  scheduled: ({ scheduledTime }, env) => runCron(depsOf(env), scheduledTime),
} satisfies ExportedHandler<Env>;
