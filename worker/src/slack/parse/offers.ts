/** `offers [gpu[:n]] [region] [<max $/h]`. Pure. */
import { ok } from "@sesterce-gpu/shared";
import type { CommandOf, OfferWord } from "../command-types.ts";
import { LONGEST_WORD, type Parsed, tooMany, withPage, wrong } from "./arguments.ts";

/** More than make sense: which of them name something is told by the offers. */
const MOST_OFFER_WORDS = 8;

export function parseOffers(words: readonly string[]): Parsed {
  return withPage("offers", words, (rest, page) => {
    const caps = rest.filter((word) => word.startsWith("<"));
    const names = rest.filter((word) => !word.startsWith("<"));
    if (caps.length > 1) return tooMany("offers", caps.slice(1), "one highest price");
    const [cap] = caps;
    const maxHourlyUsd = cap === undefined ? null : parseUsd(cap);
    if (cap !== undefined && maxHourlyUsd === null) {
      return wrong("offers", cap, "a price in $ per hour, like <$3.5");
    }
    const allowed = "one GPU and one region";
    if (names.length > MOST_OFFER_WORDS) {
      return tooMany("offers", names.slice(MOST_OFFER_WORDS), allowed);
    }
    const offerWords = names.map(parseOfferWord);
    const odd = offerWords.indexOf(undefined);
    if (odd >= 0) {
      return wrong("offers", names[odd] ?? "", "a GPU, like H100 or H100:8");
    }
    const command: CommandOf<"offers"> = {
      name: "offers",
      words: offerWords.filter((word) => word !== undefined),
      maxHourlyUsd,
      page,
    };
    return ok(command);
  });
}

/** `H100` or `H100:8`; undefined: neither. */
export function parseOfferWord(word: string): OfferWord | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  if (!word.includes(":")) return { text: word, count: null };
  const [, text, digits] = /^([^:]+):([1-9]\d{0,2})$/.exec(word) ?? [];
  return text === undefined ? undefined : { text, count: Number(digits) };
}

function parseUsd(word: string): number | null {
  const [, digits] = /^<=?\$?(\d{1,5}(?:\.\d{1,4})?)\$?$/.exec(word) ?? [];
  const usd = Number(digits);
  return usd > 0 ? usd : null;
}
