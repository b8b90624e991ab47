/** One panel as SVG: bands, grid, axes with their titles, lines, and a label at the end of each line. Pure. */
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from "d3-scale";
import type { Axis, Line, Panel } from "./chart.ts";
import { spread } from "./spread.ts";
import { element, pathThrough, text } from "./svg.ts";

/** Pixels around the inside of a panel: for the ticks and titles of its axes, its heading, its labels. */
export const MARGIN = { left: 92, right: 196, top: 46, bottom: 52 };

type Scale = ScaleContinuousNumeric<number, number>;

interface Frame {
  readonly panel: Panel;
  readonly x: Scale;
  readonly y: Scale;
  readonly width: number;
}

export const heightOf = ({ height }: Panel): number => MARGIN.top + height + MARGIN.bottom;

/** `top`: of its margin; `width`: of the whole picture. */
export function drawPanel(panel: Panel, top: number, width: number): string {
  const inside = width - MARGIN.left - MARGIN.right;
  const frame = {
    panel,
    x: scaleOf(panel.x).range([0, inside]),
    y: scaleOf(panel.y).range([panel.height, 0]),
    width: inside,
  };
  const { heading, lines } = panel;
  const parts = [
    ...bands(frame),
    ...horizontal(frame),
    ...vertical(frame),
    ...(heading ? [element("text", { x: 0, y: -26, class: "heading" }, [text(heading)])] : []),
    ...lines.flatMap((line) => drawLine(line, frame)),
    ...labels(frame),
  ];
  const transform = `translate(${MARGIN.left} ${top + MARGIN.top})`;
  return element("g", { transform }, parts);
}

function scaleOf({ kind, from, to }: Axis): Scale {
  return (kind === "log" ? scaleLog() : scaleLinear()).domain([from, to]);
}

function bands({ panel, x }: Frame): string[] {
  return (panel.bands ?? []).flatMap(({ from, until, label }) => {
    const [left, right] = [x(from), x(until)];
    const middle = { x: (left + right) / 2, y: -6, "text-anchor": "middle", class: "soft" };
    const width = Math.max(2, right - left);
    return [
      element("rect", { x: left, y: 0, width, height: panel.height, class: "band" }),
      element("text", middle, [text(label)]),
    ];
  });
}

function horizontal({ panel, y, width }: Frame): string[] {
  const { ticks, title } = panel.y;
  const ruled = ticks.flatMap((tick) => [
    element("line", { x1: 0, x2: width, y1: y(tick), y2: y(tick), class: "grid" }),
    element("text", { x: -8, y: y(tick) + 4, "text-anchor": "end" }, [text(figure(tick))]),
  ]);
  const place = `translate(${26 - MARGIN.left} ${panel.height / 2}) rotate(-90)`;
  const attributes = { transform: place, "text-anchor": "middle", class: "soft" };
  return [...ruled, element("text", attributes, [text(title)])];
}

function vertical({ panel, x, width }: Frame): string[] {
  const { height } = panel;
  const { ticks, title } = panel.x;
  const base = element("line", { x1: 0, x2: width, y1: height, y2: height, class: "axis" });
  const marked = ticks.flatMap((tick) => [
    element("line", { x1: x(tick), x2: x(tick), y1: height, y2: height + 5, class: "axis" }),
    element("text", { x: x(tick), y: height + 19, "text-anchor": "middle" }, [text(figure(tick))]),
  ]);
  const attributes = { x: width / 2, y: height + 40, "text-anchor": "middle", class: "soft" };
  return [base, ...marked, element("text", attributes, [text(title)])];
}

function drawLine({ points, tone, isStepped = false, hasDots = false }: Line, { x, y }: Frame) {
  const placed = points.map(([a, b]) => [x(a), y(b)] as const);
  const path = element("path", { d: pathThrough(placed, isStepped), class: `line ${tone}` });
  if (!hasDots) return [path];
  return [
    path,
    ...placed.map(([cx, cy]) => element("circle", { cx, cy, r: 3.5, class: `dot ${tone}` })),
  ];
}

const LINE_HEIGHT = 15;

/** Beside the panel, level with the ends of the lines or as near as there is room. */
function labels({ panel: { lines, height }, y, width }: Frame): string[] {
  const most = Math.max(...lines.map(({ label }) => label.length));
  const ends = lines.map(({ points }) => y(points.at(-1)?.[1] ?? 0));
  const heights = spread(ends, most * LINE_HEIGHT + 4, height - (most - 1) * LINE_HEIGHT);
  return lines.flatMap(({ label: [name, ...details], tone }, index) => {
    const at = (row: number) => ({
      x: width + 12,
      y: (heights[index] ?? 0) + 4 + row * LINE_HEIGHT,
    });
    return [
      element("text", { ...at(0), class: `name ${tone}` }, [text(name)]),
      ...details.map((detail, row) =>
        element("text", { ...at(row + 1), class: "soft" }, [text(detail)]),
      ),
    ];
  });
}

/** The same in every locale: 10,000 and 0.01. */
const figure = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 4 });
