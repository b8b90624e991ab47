/** The kinds of value that the Worker's variables have. Pure: text in, value or undefined out. */
import { DAY_MS, MINUTE_MS, parseDuration, SECOND_MS } from "@sesterce-gpu/shared";
import type { Variable } from "./variable.ts";

export type Repository =
  | { readonly id: number }
  /** owner/name in lower case: GitHub's names are not case-sensitive. */
  | { readonly fullName: string };

/** `*` = the whole team. */
export type People = ReadonlySet<string> | "*";

type Kind<T> = Pick<Variable<T>, "parse" | "allowed">;

export const token: Kind<string> = {
  parse: (text) => (/^[\x21-\x7e]{4,4096}$/.test(text) ? text : undefined),
  allowed: "one line of printable characters without spaces",
};

export const url: Kind<string> = {
  parse: (text) => (isHttpUrl(text) && !text.endsWith("/") ? text : undefined),
  allowed: "an http(s) URL without a trailing slash, a query or a password",
};

export const origin: Kind<string> = {
  parse: (text) => (isHttpUrl(text) && new URL(text).origin === text ? text : undefined),
  allowed: "an origin such as https://hooks.slack.com: no path, no trailing slash",
};

export const secrets: Kind<readonly string[]> = {
  parse: (text) => {
    const all = list(text);
    return (all.length === 1 || all.length === 2) &&
      all.every((secret) => /^[\x21-\x7e]{4,256}$/.test(secret))
      ? all
      : undefined;
  },
  allowed: "one secret, or two separated by a comma while rotating",
};

export const matching = (pattern: RegExp, allowed: string): Kind<string> => ({
  parse: (text) => (pattern.test(text) ? text : undefined),
  allowed,
});

const USER_ID = /^[UW][A-Z0-9]{2,20}$/;

export const userIds: Kind<ReadonlySet<string>> = {
  parse: (text) => {
    const all = list(text);
    return all.length > 0 && all.every((id) => USER_ID.test(id)) ? new Set(all) : undefined;
  },
  allowed: "Slack user ids (U…) separated by commas",
};

export const people: Kind<People> = {
  parse: (text) => (text === "*" ? "*" : userIds.parse(text)),
  allowed: `${userIds.allowed}, or * for the whole team`,
};

export const oneOf = <T extends string>(...words: readonly T[]): Kind<T> => ({
  parse: (text) => words.find((word) => word === text),
  allowed: words.join(" or "),
});

export const repositories: Kind<readonly Repository[]> = {
  parse: (text) => {
    const all = list(text).map(parseRepository);
    return all.every((one) => one !== undefined) ? all : undefined;
  },
  allowed: "repositories by id or owner/name, separated by commas",
};

export const positive: Kind<number> = {
  parse: (text) => wholeNumber(text, 1, Number.MAX_SAFE_INTEGER),
  allowed: "a number",
};

/** Seconds in the variable, milliseconds in the value. */
export const seconds = (most: number): Kind<number> => ({
  parse: (text) => {
    const value = wholeNumber(text, 0, most);
    return value === undefined ? undefined : value * SECOND_MS;
  },
  allowed: `whole seconds from 0 to ${most}`,
});

export const count = (least: number, most: number): Kind<number> => ({
  parse: (text) => wholeNumber(text, least, most),
  allowed: `a whole number from ${least} to ${most}`,
});

const LONGEST_LIFETIME_MS = 30 * DAY_MS;

export const lifetime: Kind<number> = {
  parse: (text) => {
    const read = parseDuration(text, { minMs: MINUTE_MS, maxMs: LONGEST_LIFETIME_MS });
    return read.ok ? read.value : undefined;
  },
  allowed: "a time such as 90m, 12h or 5d, from 1m to 30d",
};

const list = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function isHttpUrl(text: string): boolean {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  return (
    parsed !== undefined &&
    /^https?:$/.test(parsed.protocol) &&
    [parsed.username, parsed.password, parsed.search, parsed.hash].every((part) => part === "")
  );
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}

function parseRepository(text: string): Repository | undefined {
  const id = wholeNumber(text, 1, Number.MAX_SAFE_INTEGER);
  if (id !== undefined) return { id };
  return /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(text) ? { fullName: text.toLowerCase() } : undefined;
}
