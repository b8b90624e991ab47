/** The small words of which the checks are made. Pure; a complaint reads as Slack writes it. */
import { isRecord } from "../../call.ts";
import { LIMITS } from "./limits.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with the value `at` a JSON pointer; none = it is fine. */
export type Check = (value: unknown, at: string) => string[];

export const complain = (what: string, at: string): string[] => [`${what} [json-pointer:${at}]`];

export const string =
  (max: number, min = 1): Check =>
  (value, at) => {
    if (typeof value !== "string") return complain("must be a string", at);
    if (value.length < min) return complain(`must be more than ${min - 1} characters`, at);
    return value.length > max ? complain(`must be less than ${max + 1} characters`, at) : [];
  };

export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value, at) =>
    values.includes(value) ? [] : complain(`must be one of ${values.join(", ")}`, at);

export const boolean: Check = oneOf(true, false);
export const anything: Check = () => [];
export const id: Check = string(LIMITS.id);

export const whole =
  (min: number, max: number): Check =>
  (value, at) => {
    const fits = typeof value === "number" && Number.isInteger(value);
    return fits && value >= min && value <= max ? [] : complain(`must be ${min} to ${max}`, at);
  };

export const list =
  (check: Check, max: number, min = 1): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return complain("must be an array", at);
    if (value.length < min) return complain(`no less than ${min} items`, at);
    if (value.length > max) return complain(`no more than ${max} items allowed`, at);
    return value.flatMap((item, index) => check(item, `${at}/${index}`));
  };

type Checks = Readonly<Record<string, Check>>;

/** An object with these fields and no other; `type` is left to whoever chose this check by it. */
export const object =
  (required: Checks, optional: Checks = {}): Check =>
  (value, at) => {
    if (!isRecord(value)) return complain("must be an object", at);
    const known: Checks = { type: anything, ...required, ...optional };
    const missing = Object.keys(required).filter((name) => value[name] === undefined);
    const given = Object.entries(value).filter(([, field]) => field !== undefined);
    return [
      ...missing.flatMap((name) => complain(`missing required field: ${name}`, at)),
      ...given.flatMap(([name, field]) => {
        const check = Object.hasOwn(known, name) ? known[name] : undefined;
        if (check === undefined) return complain(`invalid additional property: ${name}`, at);
        return check(field, `${at}/${name}`);
      }),
    ];
  };

/** The check that the `type` of an object asks for. */
export const byType =
  (checks: Checks): Check =>
  (value, at) => {
    if (!isRecord(value)) return complain("must be an object", at);
    const type = String(value.type);
    const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
    return check ? check(value, at) : complain(`unsupported type: ${type}`, at);
  };

export const all =
  (...checks: readonly Check[]): Check =>
  (value, at) =>
    checks.flatMap((check) => check(value, at));

/** No two objects of a list share the string that is their `field`. */
export const distinct =
  (field: string): Check =>
  (value, at) => {
    const seen = new Set<unknown>();
    return recordsIn(value).flatMap((item) => {
      const key = item[field];
      if (typeof key !== "string") return [];
      if (seen.has(key)) return complain(`${field} "${key}" already exists`, at);
      seen.add(key);
      return [];
    });
  };

export const recordsIn = (value: unknown): Fields[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];
