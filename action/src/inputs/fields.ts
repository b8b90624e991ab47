/** Parsers of single input values. Pure. A value that is not allowed comes back as what is allowed. */
import {
  type DurationBounds,
  fail,
  formatDuration,
  type GpuWish,
  ok,
  parseDuration,
  type Result,
} from "@sesterce-gpu/shared";
import { isApiUrl, isToken, withoutTrailingSlash } from "./api-text.ts";

/** What is allowed, as the end of the sentence "allowed is …". */
export type Parsed<T> = Result<T, string>;
export type Field<T> = (text: string) => Parsed<T>;

/** An input that may be left empty. */
export const optional =
  <T>(field: Field<T>): Field<T | undefined> =>
  (text) =>
    text === "" ? ok(undefined) : field(text);

export const choice =
  <T extends string>(...allowed: readonly T[]): Field<T> =>
  (text) => {
    const found = allowed.find((value) => value === text.toLowerCase());
    return found === undefined
      ? fail(allowed.map((value) => `\`${value}\``).join(" or "))
      : ok(found);
  };

/** The forms of YAML 1.2's core schema. */
export const flag: Field<boolean> = (text) => {
  if (/^(true|True|TRUE)$/.test(text)) return ok(true);
  return /^(false|False|FALSE)$/.test(text) ? ok(false) : fail("`true` or `false`");
};

/** A decimal number above zero. */
export const positive =
  (unit: string): Field<number> =>
  (text) => {
    const value = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : 0;
    return value > 0 ? ok(value) : fail(`a number of ${unit} above 0, such as \`2\` or \`2.5\``);
  };

export const integer =
  (min: number, max: number): Field<number> =>
  (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? ok(value) : fail(`a whole number from ${min} to ${max}`);
  };

export const duration =
  (bounds: DurationBounds): Field<number> =>
  (text) => {
    const parsed = parseDuration(text, bounds);
    if (parsed.ok) return parsed;
    const range = `from ${formatDuration(bounds.minMs)} to ${formatDuration(bounds.maxMs)}`;
    return fail(`a duration such as \`90m\`, \`2h\`, \`1h30m\` or \`1d\`, ${range}`);
  };

/** Entries separated by commas or line breaks. */
export const list: Field<string[]> = (text) => ok(entries(text));

const MOST_GPUS = 64;

export const gpus: Field<GpuWish[]> = (text) => {
  const wishes: GpuWish[] = [];
  for (const entry of entries(text)) {
    const match = /^([A-Za-z0-9][A-Za-z0-9_.-]{0,39})(?:\s*:\s*(\d{1,3}))?$/.exec(entry);
    const [, name = "", digits] = match ?? [];
    const count = digits === undefined ? undefined : Number(digits);
    const isSound = match && (count === undefined || (count >= 1 && count <= MOST_GPUS));
    if (!isSound) return fail(GPU_ALLOWED);
    wishes.push({ name, count: count ?? (name.toLowerCase() === "any" ? null : 1) });
  }
  return wishes.length > 0 ? ok(wishes) : fail(GPU_ALLOWED);
};

const GPU_ALLOWED = `\`any\`, or a list of GPU names, each with a count from 1 to ${MOST_GPUS} if you like, such as \`H100, A100_80G:2\``;

const entries = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");

export const token: Field<string> = (text) =>
  isToken(text) ? ok(text) : fail("one word of visible ASCII characters");

export const apiUrl: Field<string> = (text) =>
  isApiUrl(text)
    ? ok(withoutTrailingSlash(text))
    : fail("an https URL without query, such as `https://api.cloud.sesterce.com`");
