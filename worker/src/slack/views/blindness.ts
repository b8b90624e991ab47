/** What the channel reads when a sweep could not see. Pure. */
import type { Blindness } from "../../fleet/report.ts";
import type { Message } from "../message.ts";
import { lines } from "./blocks.ts";

export const blindnessView = (blindness: Blindness): Message => lines(WORDS[blindness]);

const ALL =
  "Nothing is deleted, and nobody is warned, until a sweep works again. Machines cost on.";

const WORDS: Readonly<Record<Blindness, readonly string[]>> = {
  database: [
    ":warning: *The sweep could not work: this Worker's database does not answer.*",
    ALL,
    "If it stays so, an operator looks at D1 in the Cloudflare dashboard, and at the console: https://cloud.sesterce.com",
  ],
  list: [
    ":warning: *The sweep could not work: Sesterce does not tell what runs.*",
    ALL,
    "`/gpu list` says why. If it stays so, an operator looks at the console: https://cloud.sesterce.com",
  ],
};
