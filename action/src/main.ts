/** Entry of the action's main step. */
import { createHost } from "./host.ts";
import { rent } from "./rent.ts";

await rent({ host: createHost(), fetch, random: Math.random });
