/** Colours and type of the plots. They bring their own ground: GitHub's theme need not be the computer's. */
const FONT = `system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif`;

interface Theme {
  readonly ground: string;
  readonly edge: string;
  readonly ink: string;
  readonly soft: string;
  readonly grid: string;
  readonly band: string;
  readonly tones: Readonly<Record<string, string>>;
}

const LIGHT: Theme = {
  ground: "#ffffff",
  edge: "#d1d9e0",
  ink: "#1f2328",
  soft: "#59636e",
  grid: "#eaeef2",
  band: "#fff1c9",
  tones: { first: "#0969da", second: "#bc4c00", third: "#8250df", fourth: "#1a7f37" },
};

const DARK: Theme = {
  ground: "#0d1117",
  edge: "#3d444d",
  ink: "#f0f6fc",
  soft: "#9198a1",
  grid: "#21262d",
  band: "#3a2d0c",
  tones: { first: "#4493f8", second: "#f0883e", third: "#ab7df8", fourth: "#3fb950" },
};

export const STYLE = `
text { font: 12px ${FONT}; }
.title { font-size: 16px; font-weight: 600; }
.heading, .name { font-weight: 600; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.guide { stroke-dasharray: 4 4; stroke-width: 1.5; }
${rulesOf(LIGHT)}
@media (prefers-color-scheme: dark) {
${rulesOf(DARK)}
}
`;

function rulesOf({ ground, edge, ink, soft, grid, band, tones }: Theme): string {
  const coloured = Object.entries({ ...tones, guide: soft }).flatMap(([tone, colour]) => [
    `.line.${tone} { stroke: ${colour}; }`,
    `.dot.${tone}, .name.${tone} { fill: ${colour}; }`,
  ]);
  return [
    `.ground { fill: ${ground}; stroke: ${edge}; }`,
    `text { fill: ${ink}; }`,
    `.soft { fill: ${soft}; }`,
    `.grid { stroke: ${grid}; }`,
    `.axis { stroke: ${soft}; }`,
    `.band { fill: ${band}; }`,
    ...coloured,
  ].join("\n");
}
