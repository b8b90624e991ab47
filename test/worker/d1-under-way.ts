/** How many statements the local D1 works on: time has to wait for them, as it would jump to their time limit. */
import { env } from "cloudflare:workers";

let underWay = 0;

/** For a `VirtualClock`. */
export const isD1Busy = (): boolean => underWay > 0;

type Ask = (this: unknown, ...given: unknown[]) => Promise<unknown>;

/** D1's own methods, on what they are inherited from: whoever asks, through whatever wrapper, is counted. */
function watch(prototype: Record<string, Ask>, names: readonly string[]): void {
  for (const name of names) {
    const ask = prototype[name];
    if (!ask) throw new Error(`D1 has no ${name}().`);
    prototype[name] = async function (...given) {
      underWay++;
      try {
        return await ask.apply(this, given);
      } finally {
        underWay--;
      }
    };
  }
}

watch(Object.getPrototypeOf(env.DB), ["batch", "exec"]);
watch(Object.getPrototypeOf(env.DB.prepare("SELECT 1")), ["all", "first", "raw", "run"]);
