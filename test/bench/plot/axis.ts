/** Axes around values: round ends, few ticks. Pure. */
import { scaleLinear } from "d3-scale";
import type { Axis } from "./chart.ts";

const TICKS = 4;

/** From 0 to the round figure above `most`. */
export function linearAxis(title: string, most: number): Axis {
  const scale = scaleLinear().domain([0, most]).nice(TICKS);
  const [from = 0, to = most] = scale.domain();
  return { title, kind: "linear", from, to, ticks: scale.ticks(TICKS) };
}

/** Whole powers of ten. Values have to be above 0. */
export function logAxis(title: string, values: readonly number[]): Axis {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.ceil(Math.log10(Math.max(...values)));
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => powerOfTen(from + index));
  return { title, kind: "log", from: powerOfTen(from), to: powerOfTen(to), ticks };
}

/** 10 ** -2 is not quite 0.01. */
const powerOfTen = (power: number): number => Number(`1e${power}`);
