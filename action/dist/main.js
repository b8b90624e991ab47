import { n as rent, r as createHost } from "./shared.js";

// action/src/main.ts
await rent({
	host: createHost(),
	fetch,
	random: Math.random
});

export {  };