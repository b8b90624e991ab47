/** Brings the local D1 of this workerd up to the migrations that are deployed, once for all test files in it. */
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";

const here: typeof globalThis & { isMigrated?: boolean } = globalThis;
if (!here.isMigrated) await applyD1Migrations(env.DB, env.MIGRATIONS);
here.isMigrated = true;
