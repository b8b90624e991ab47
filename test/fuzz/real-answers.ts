/** What the API answers when all is well: the sample offers, and the simulator's answers in both its dialects. */
import { simulated } from "../helpers/simulated.ts";
import { sampleOffers } from "../simulator/index.ts";

async function answersOf(answers: "documented" | "observed") {
  const portForwards = answers === "documented" ? "strings" : "objects";
  const { clock, create, list, get, rent } = simulated({ answers, portForwards, bootMs: 1_000 });
  const created = await clock.run(create());
  const id = await clock.run(rent());
  await clock.advance(5_000);
  const listed = await clock.run(list());
  const details = await clock.run(get(id));
  return { created: created.body, listed: listed.body, details: details.body };
}

const documented = await answersOf("documented");
const observed = await answersOf("observed");

/** By the operation that answers so. */
export const realAnswers: Readonly<Record<string, readonly unknown[]>> = {
  // A few at a time: a change in one of dozens would drown.
  offers: [0, 3, 6, 9, 12].map((from) => sampleOffers.slice(from, from + 3)),
  list: [documented.listed, observed.listed],
  get: [documented.details, observed.details],
  create: [documented.created, observed.created],
  delete: [{}, null],
};
