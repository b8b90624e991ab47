import { n as releaseLease, r as createHost } from "./shared.js";

// action/src/post.ts
await releaseLease({
	host: createHost(),
	fetch,
	random: Math.random
});

export {  };