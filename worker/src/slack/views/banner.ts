/** Warnings that go above any answer. Pure. */
import type { SweepHealth } from "../../health.ts";
import { LIMITS } from "../limits.ts";
import type { Message } from "../message.ts";
import { counted, moment } from "../text.ts";
import { joined, section } from "./blocks.ts";

/** Each banner is a line of mrkdwn. */
export function withBanner({ text, blocks }: Message, banners: readonly string[]): Message {
  if (banners.length === 0) return { text, blocks };
  const warnings = banners.map((banner) => `:warning: ${banner}`);
  return {
    text: joined([...warnings, ...text.split("\n")], LIMITS.text),
    blocks: [section(warnings), ...blocks.slice(0, LIMITS.blocks - 1)],
  };
}

/** Nothing while the sweep is at work. */
export function sweepBanner(health: SweepHealth): readonly string[] {
  switch (health.state) {
    case "fresh":
      return [];
    case "stale":
      return [
        `The sweep last worked ${moment(health.lastGoodAt)}: since then nobody watches the machines, and none is ended. \`/healthz\` and the Worker's log say why.`,
      ];
    case "never":
      return [
        "The sweep has not worked yet: nobody watches the machines, and none is ended. After a deploy it takes two minutes.",
      ];
    case "unknown":
      return ["Whether the sweep is at work is not known: the Worker's database does not answer."];
  }
}

/** What is missing from what was read of the fleet. */
export function readingBanners({
  storeFault,
  unreadable,
}: {
  readonly storeFault: unknown;
  readonly unreadable: number;
}): readonly string[] {
  const hidden = `Sesterce lists ${counted(unreadable, "more machine")} in a form that we can't read: neither shown nor in the sums. The console shows all: https://cloud.sesterce.com`;
  return [...(storeFault ? [storeBanner] : []), ...(unreadable > 0 ? [hidden] : [])];
}

export const storeBanner =
  "The Worker's database does not answer: extended leases and earlier costs are missing here.";
