/** Turns of the event loop, for time that has to wait until what is due has run. */
import { UnderWay } from "./under-way.ts";

/** In workerd it takes over a millisecond, nearly all of it idle: its timers count whole ones. */
export const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Resolves when promises, bodies and timers of 0 ms in this process have run, in Node and in workerd; earlier, when
 * it `isOver` between two turns. Work elsewhere (threads, sockets, a database) may go on.
 */
export const turnInProcess: (isOver: () => boolean) => Promise<void> =
  navigator.userAgent === "Cloudflare-Workers" ? turnsOfWorkerd() : macrotask;

/** So many turns in which no reading of a body begins or ends: nobody reads any. Pipes and BYOB readers are not seen. */
const QUIET_TURNS = 5;

/** Without a timer: a text that is there already takes workerd a turn, and a hundredth of a timer's time. */
function turnsOfWorkerd(): typeof turnInProcess {
  const { text } = Response.prototype;
  const turn = () => text.call(new Response("a"));
  const bodies = new UnderWay();
  for (const { prototype } of [Request, Response])
    bodies.watch(prototype, ["arrayBuffer", "blob", "bytes", "formData", "json", "text"]);
  bodies.watch(ReadableStreamDefaultReader.prototype, ["read"]);
  const timers = watchTimers();
  return async (isOver) => {
    let before: number;
    do {
      if (timers.isAnyDue()) await timers.run();
      before = bodies.changes;
      for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
        await turn();
        if (isOver()) return;
      }
    } while (bodies.changes !== before || timers.isAnyDue());
  };
}

/** Timers of 0 ms: what only waits for its turn, and not for time. */
function watchTimers() {
  let isAnyDue = false;
  globalThis.setTimeout = new Proxy(globalThis.setTimeout, {
    apply(set, self, given: Parameters<typeof setTimeout>) {
      if (!given[1]) isAnyDue = true;
      return Reflect.apply(set, self, given);
    },
  });
  return {
    isAnyDue: () => isAnyDue,
    run: (): Promise<void> => {
      isAnyDue = false;
      return macrotask();
    },
  };
}
