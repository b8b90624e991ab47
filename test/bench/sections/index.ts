/** The parts of BENCHMARKS.md, in their order. Pure. */
import type { Measured } from "../measure.ts";
import { acknowledgementSection } from "./acknowledgement.ts";
import { cancelSection } from "./cancel.ts";
import { growingSection } from "./growing.ts";
import { readyLagSection } from "./ready-lag.ts";
import type { Section } from "./section.ts";
import { startUpSection } from "./start-up.ts";
import { weekSection } from "./week.ts";

/** `source`: a line for the plots. */
export const sectionsOf = (measured: Measured, source: string): Section[] => [
  startUpSection(measured.startUp, measured.distKb),
  readyLagSection(measured.readyLag, source),
  cancelSection(measured.cancelLags),
  acknowledgementSection(measured.inRuntime.acknowledgements),
  growingSection(measured.growth, measured.inRuntime.lists, source),
  weekSection(measured.weeks, source),
];
