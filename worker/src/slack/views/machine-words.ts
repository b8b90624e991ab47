/** A machine in a line or two of an answer: what, where, whose, since when, and what it costs. Pure; mrkdwn. */
import type { FleetMachine } from "../../fleet/types.ts";
import { code, moment, plain } from "../text.ts";
import { costText, gpus, priceText, span, timeLeft } from "./figures.ts";
import { said } from "./report/outside.ts";
import { whoText } from "./who.ts";

/** `1×H100 · FRA-Paris-1 · id`. */
export const whatText = (seen: FleetMachine): string =>
  [
    plain(gpus(seen)) || "-",
    said(seen.machine.region ?? "", 60) || "region not told",
    code(seen.machine._id, 200),
  ].join(" · ");

/** `Whose: … · age 1h 52m · 2.75 $/h · 5.11 $ so far`. */
export const whoseText = ({ holder, ageMs, hourlyUsd, costUsd }: FleetMachine): string =>
  `Whose: ${whoText(holder)} · age ${span(ageMs)} · ${priceText(hourlyUsd)} · ${costText(costUsd)}`;

/** A moment, and how far it is away. */
export const endText = (endsAt: number, now: number): string =>
  endsAt > now ? `${moment(endsAt)} (in ${timeLeft(endsAt, now)})` : moment(endsAt);
