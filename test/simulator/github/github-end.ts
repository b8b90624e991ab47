/**
 * GitHub's REST API as far as a reaper needs it, simulated: stateful, in virtual or real time, with
 * scripted faults.
 *
 *   const github = createGitHubEnd({ clock });
 *   const { id } = github.world.addRepository({ owner: "acme", name: "models" });
 *   const run = github.world.startRun({ repository: id, jobs: ["train"] });
 *   github.faults.add({ fault: "stale", ms: 30_000, run: run.id });
 *
 * Runs in Node and in workerd; `serve.ts` puts it on a port.
 */
import type { Clock } from "@sesterce-gpu/shared";
import type { Hono } from "hono";
import { createApp } from "./app.ts";
import { Faults } from "./faults/script.ts";
import { GitHub } from "./github.ts";
import type { GitHubRequest } from "./journal.ts";
import { type GitHubEndOptions, withDefaults } from "./options.ts";
import type { QuotaView } from "./quota.ts";
import { fetchFrom } from "./reach.ts";
import type { Store } from "./store.ts";
import { type Delivery, type WebhookEvent, Webhooks } from "./webhook.ts";
import { World } from "./world.ts";

export interface GitHubEnd {
  readonly options: GitHubEndOptions;
  readonly app: Hono;
  /** A drop-in for the global one, for URLs under `options.baseUrl`; anything else throws. */
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** Makes things happen. */
  readonly world: World;
  /** Tells how they stand. */
  readonly store: Store;
  readonly faults: Faults;
  /** Every request that reached the API, oldest first. */
  readonly requests: readonly GitHubRequest[];
  /** Drops the requests and the states so far: who simulates for long need not carry them. */
  forgetPast(): void;
  quota(): QuotaView;
  /** Refuses the installation tokens that were issued so far. */
  revokeTokens(): void;
  webhookFor(event: WebhookEvent): Promise<Delivery>;
}

export function createGitHubEnd(options: Partial<GitHubEndOptions> = {}): GitHubEnd {
  const github = new GitHub(withDefaults(options));
  const faults = new Faults();
  const app = createApp(github, faults);
  const webhooks = new Webhooks(github);
  return {
    options: github.options,
    app,
    fetch: fetchFrom(app, github.options.baseUrl),
    clock: github.clock,
    world: new World(github.store, github.clock),
    store: github.store,
    faults,
    requests: github.journal,
    forgetPast: () => {
      github.journal.splice(0);
      github.store.forgetPast();
    },
    quota: () => github.quota.view(github.clock.now()),
    revokeTokens: () => github.tokens.revoke(),
    webhookFor: (event) => webhooks.deliver(event),
  };
}
