import { i as createHost, n as releaseNamed } from "./shared.js";

// action/src/release.ts
await releaseNamed({
	host: createHost(),
	fetch,
	random: Math.random
});

export {  };