/** The Worker's entry: requests go to the app, the cron to the sweep. Only wires. */
import { createApp, runCron } from "./app.ts";
import { createDeps, type Deps } from "./deps.ts";

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

export default {
  fetch: (request, env, context) => createApp(depsOf(env)).fetch(request, env, context),
  scheduled: ({ scheduledTime }, env) => runCron(depsOf(env), scheduledTime),
} satisfies ExportedHandler<Env>;
