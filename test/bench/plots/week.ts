/** Machines that nobody owned as the week went on: what they came to under each net, and how many at once. Pure. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { abandonedOver, type Moment } from "../../week/abandoned.ts";
import { WEEK } from "../../week/scenario.ts";
import { linearAxis, logAxis } from "../plot/axis.ts";
import type { Axis, Band, Chart, Line, Panel, Point, Tone } from "../plot/chart.ts";
import type { PlayedWeek, Weeks } from "../week.ts";

const { lengthMs, troubles } = WEEK;

/** All of them, and no more. */
const DAYS: Axis = {
  title: "days since the week's begin",
  kind: "linear",
  ...{ from: 0, to: lengthMs / DAY_MS, ticks: [0, 1, 2, 3, 4, 5, 6, 7] },
};

export function weekChart({ allNets, postOnly, nothing }: Weeks, source: string): Chart {
  const lines = [
    hoursLine("neither", "third", nothing),
    hoursLine("post step only", "second", postOnly),
    hoursLine("post step and Worker", "first", allNets),
  ];
  const most = machinesLine(allNets);
  const said = lines.map(({ label }) => label.join(": "));
  return {
    title: "Machines that nobody owns, in a simulated week",
    description:
      `Hours that machines went on without an owner in a week of ${WEEK.runs.toLocaleString("en")} runs, by what ends them. ` +
      `${said.join("; ")}. With the post step and the Worker there are few of them, ${most.label[1]}.`,
    source,
    panels: [hoursPanel(lines), machinesPanel(most)],
  };
}

function hoursPanel(lines: readonly Line[]): Panel {
  return {
    heading: "Their hours so far, by what ends them",
    height: 240,
    x: DAYS,
    y: logAxis(
      "machine-hours",
      lines.flatMap(({ points }) => points.map(([, hours]) => hours)),
    ),
    lines,
    bands: BANDS,
  };
}

function machinesPanel(line: Line): Panel {
  const most = Math.max(...line.points.map(([, machines]) => machines));
  return {
    heading: "How many there are, with the post step and the Worker",
    height: 120,
    x: DAYS,
    y: linearAxis("machines", most),
    lines: [line],
    bands: BANDS,
  };
}

const dayOf = (at: number): number => at / DAY_MS;

const BANDS: readonly Band[] = [
  { ...troubles.github, label: "GitHub away" },
  { ...troubles.sesterce, label: "Sesterce away" },
  { ...troubles.restore, label: "database put back" },
].map(({ from, until, label }) => ({ from: dayOf(from), until: dayOf(until), label }));

function hoursLine(name: string, tone: Tone, played: PlayedWeek): Line {
  const moments = momentsOf(played, HOUR_MS);
  const sum = Math.round(moments.at(-1)?.hours ?? 0).toLocaleString("en");
  // A logarithm has no place for less than the axis begins with.
  const points = moments.map(({ at, hours }): Point => [dayOf(at), Math.max(1, hours)]);
  return { label: [name, `${sum} h`], tone, points };
}

function machinesLine(played: PlayedWeek): Line {
  const moments = momentsOf(played, 5 * MINUTE_MS);
  const most = Math.max(...moments.map(({ machines }) => machines));
  const isNew = ({ machines }: Moment, index: number) =>
    index === moments.length - 1 || machines !== moments[index - 1]?.machines;
  const points = moments.filter(isNew).map(({ at, machines }): Point => [dayOf(at), machines]);
  return {
    label: ["post step and Worker", `most at once: ${most}`],
    tone: "first",
    points,
    isStepped: true,
  };
}

const momentsOf = ({ machines, startAt }: PlayedWeek, stepMs: number): Moment[] =>
  abandonedOver(machines, { startAt, lengthMs, stepMs });
