/** The state behind the simulated GitHub, in one place for the routes, operations and faults. */
import type { Clock } from "@sesterce-gpu/shared";
import type { GitHubRequest } from "./journal.ts";
import type { GitHubEndOptions } from "./options.ts";
import { Quota } from "./quota.ts";
import { Store } from "./store.ts";
import { Tokens } from "./tokens.ts";

export class GitHub {
  readonly options: GitHubEndOptions;
  readonly clock: Clock;
  readonly store: Store;
  readonly quota: Quota;
  /** Of those who bring no good token: 60 an hour, which show in the headers of their 401. */
  readonly strangersQuota = new Quota(60);
  readonly tokens: Tokens;
  readonly journal: GitHubRequest[] = [];

  constructor(options: GitHubEndOptions) {
    this.options = options;
    this.clock = options.clock;
    this.store = new Store(options.clock);
    this.quota = new Quota(options.hourlyQuota);
    this.tokens = new Tokens(options);
  }
}
