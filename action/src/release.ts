/** Entry of the release action. */
import { createHost } from "./host.ts";
import { releaseNamed } from "./release-named.ts";

await releaseNamed({ host: createHost(), fetch, random: Math.random });
