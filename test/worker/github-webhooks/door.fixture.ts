/** GitHub's door with everything behind it watched. */
import { vi } from "vitest";
import type { Completion } from "../../../worker/src/fleet/completion.ts";
import { type WebhookPorts, webhookRoutes } from "../../../worker/src/github/routes.ts";
import type { LogEvent } from "../../../worker/src/log.ts";
import { VirtualClock } from "../../helpers/virtual-clock.ts";
import { SECRET } from "./deliveries.ts";

export function door(change: Partial<WebhookPorts> = {}) {
  const clock = new VirtualClock();
  const onCompleted = vi.fn(
    async (_: Completion, _signal: AbortSignal): Promise<object> => ({ outcome: "looked" }),
  );
  const logged: LogEvent[] = [];
  const log = (event: LogEvent) => void logged.push(event);
  const app = webhookRoutes({ secret: SECRET, onCompleted, clock, log, ...change });
  const background: Promise<unknown>[] = [];
  const context = {
    waitUntil: (work: Promise<unknown>) => void background.push(work),
    passThroughOnException: () => {},
    props: {},
  };
  return {
    clock,
    logged,
    onCompleted,
    background,
    /** The answer. */
    send: async (request: Request): Promise<Response> => app.request(request, {}, {}, context),
    /** Until what was to be done after it is done. */
    finish: (): Promise<unknown> => clock.run(Promise.all(background)),
  };
}
