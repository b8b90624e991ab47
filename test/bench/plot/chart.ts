/** What is to be drawn: panels one below the other, each with two axes, lines and their labels. Plain data. */
export interface Chart {
  readonly title: string;
  /** The picture in words, for those who do not see it. */
  readonly description: string;
  /** Where the figures are from. */
  readonly source: string;
  readonly panels: readonly Panel[];
}

export interface Panel {
  readonly heading?: string;
  /** Of the inside, in pixels. */
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  readonly bands?: readonly Band[];
}

export interface Axis {
  /** With its unit. */
  readonly title: string;
  readonly kind: "linear" | "log";
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/** Which of the colours; `guide` is a dashed line of none. */
export type Tone = "first" | "second" | "third" | "fourth" | "guide";

export type Point = readonly [x: number, y: number];

export interface Line {
  /** At its right end: its name, and what is to be said of it. */
  readonly label: readonly [name: string, ...details: string[]];
  readonly tone: Tone;
  readonly points: readonly Point[];
  /** Each value holds until the next. */
  readonly isStepped?: boolean;
  /** A dot for each of the points: few were measured. */
  readonly hasDots?: boolean;
}

/** A stretch of the x axis that something was the matter in. */
export interface Band {
  readonly from: number;
  readonly until: number;
  readonly label: string;
}
