import { i as createHost, r as releaseLease } from "./shared.js";

// action/src/post.ts
await releaseLease({
	host: createHost(),
	fetch,
	random: Math.random
});

export {  };