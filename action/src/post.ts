/** Entry of the action's post step. */
import { createHost } from "./host.ts";
import { releaseLease } from "./release-lease.ts";

await releaseLease({ host: createHost(), fetch, random: Math.random });
