/** What only tests have among the bindings (see vitest.config.ts). */
declare namespace Cloudflare {
  interface Env {
    readonly MIGRATIONS: import("@cloudflare/vitest-plugin").D1Migration[];
  }
}
