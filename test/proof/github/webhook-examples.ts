/** GitHub's example payloads as octokit collects them: of github.com and of five releases of its Enterprise Server. */
import { createRequire } from "node:module";
import * as z from "zod";

const EDITIONS = ["api.github.com", "ghes-31", "ghes-32", "ghes-33", "ghes-34", "ghes-35"] as const;

const Example = z.looseObject({ action: z.string().optional() });
const Events = z.array(z.object({ name: z.string(), examples: z.array(Example).min(1) }));

export interface WebhookExample {
  readonly edition: (typeof EDITIONS)[number];
  /** What X-GitHub-Event says. */
  readonly event: string;
  /** Its place among those of the event. */
  readonly index: number;
  readonly payload: z.infer<typeof Example>;
}

const require = createRequire(import.meta.url);

export const webhookExamples: readonly WebhookExample[] = EDITIONS.flatMap((edition) =>
  Events.parse(require(`@octokit/webhooks-examples/${edition}/index.json`)).flatMap(
    ({ name: event, examples }) =>
      examples.map((payload, index) => ({ edition, event, index, payload })),
  ),
);
