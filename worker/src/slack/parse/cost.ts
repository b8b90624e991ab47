/** `cost [days]`. Pure. */
import { ok } from "@sesterce-gpu/shared";
import { type Parsed, tooMany, withPage, wrong } from "./arguments.ts";

const MOST_DAYS = 90;
const DEFAULT_DAYS = 30;

export function parseCost(words: readonly string[]): Parsed {
  return withPage("cost", words, ([word, ...more], page) => {
    const allowed = `a number of days from 1 to ${MOST_DAYS}`;
    if (more.length > 0) return tooMany("cost", more, allowed);
    if (word === undefined) return ok({ name: "cost", days: DEFAULT_DAYS, page });
    const [, digits] = /^(\d{1,4})d?$/i.exec(word) ?? [];
    const days = Number(digits);
    return days >= 1 && days <= MOST_DAYS
      ? ok({ name: "cost", days, page })
      : wrong("cost", word, allowed);
  });
}
