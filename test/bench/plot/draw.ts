/** A chart as an SVG file that stands alone: in a README, in light and dark, and read aloud. Pure. */
import type { Chart } from "./chart.ts";
import { drawPanel, heightOf } from "./panel.ts";
import { STYLE } from "./style.ts";
import { element, text } from "./svg.ts";

const WIDTH = 820;
const TITLE_HEIGHT = 36;
const SOURCE_HEIGHT = 26;

export function drawChart({ title, description, source, panels }: Chart): string {
  const height = panels.reduce((sum, panel) => sum + heightOf(panel), TITLE_HEIGHT + SOURCE_HEIGHT);
  let top = TITLE_HEIGHT;
  const drawn = panels.map((panel) => {
    const markup = drawPanel(panel, top, WIDTH);
    top += heightOf(panel);
    return markup;
  });
  const parts = [
    element("title", { id: "title" }, [text(title)]),
    element("desc", { id: "description" }, [text(description)]),
    element("style", {}, [STYLE]),
    element("rect", { ...{ x: 0.5, y: 0.5 }, ...inside(height), rx: 6, class: "ground" }),
    element("text", { x: 20, y: 30, class: "title" }, [text(title)]),
    ...drawn,
    element("text", { x: 20, y: height - 14, class: "soft" }, [text(source)]),
  ];
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${WIDTH} ${height}`,
    width: WIDTH,
    height,
    role: "img",
    "aria-labelledby": "title description",
  };
  return `${element(
    "svg",
    attributes,
    parts.map((part) => `\n${part}`),
  )}\n`;
}

const inside = (height: number) => ({ width: WIDTH - 1, height: height - 1 });
