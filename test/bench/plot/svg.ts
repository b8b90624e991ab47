/** SVG as text: elements, their attributes and texts escaped, numbers always written alike. Pure. */
export type Attributes = Readonly<Record<string, string | number>>;

/** `children`: other elements, or what `text` made of words. */
export function element(
  name: string,
  attributes: Attributes,
  children: readonly string[] = [],
): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${written(value)}"`);
  const opening = `${name}${pairs.join("")}`;
  return children.length === 0 ? `<${opening}/>` : `<${opening}>${children.join("")}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

export const text = (words: string): string =>
  words.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

/** A tenth of a pixel is as near as one can see. */
export const rounded = (value: number): string => String(Number(value.toFixed(1)) + 0);

/** The way through points in pixels; `isStepped`: each height holds until the next point. */
export function pathThrough(
  points: readonly (readonly [x: number, y: number])[],
  isStepped = false,
): string {
  return points
    .map(([x, y], index) => {
      if (index === 0) return `M${rounded(x)} ${rounded(y)}`;
      return isStepped ? `H${rounded(x)}V${rounded(y)}` : `L${rounded(x)} ${rounded(y)}`;
    })
    .join("");
}

const written = (value: string | number): string =>
  typeof value === "number" ? rounded(value) : text(value);
