export { type Clock, systemClock } from "./clock.ts";
export { fail, ok, type Result } from "./result.ts";
