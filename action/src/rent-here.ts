/** Rents on the runner that this process runs on. */
import { createHost } from "./host.ts";
import { rent } from "./rent.ts";

export const rentHere = (fetchHere: typeof fetch): Promise<void> =>
  rent({ host: createHost(), fetch: fetchHere, random: Math.random });
