/** One variable of the Worker's environment: how it is read, and what is said when it can't be. Pure. */
import { fail, ok, type Result } from "@sesterce-gpu/shared";

export interface Variable<T> {
  readonly name: string;
  /** Undefined: the text is not what is allowed. */
  readonly parse: (text: string) => T | undefined;
  /** What is allowed, as a clause: "a URL without a trailing slash". */
  readonly allowed: string;
  /** Holds when the variable is missing or empty; without one it must be set. */
  readonly fallback?: T;
}

/** A variable that can't be used. It never carries the value: that may be a secret. */
export interface Fault {
  readonly variable: string;
  readonly problem: "missing" | "malformed" | "placeholder";
  readonly allowed: string;
}

/** The environment as it comes: strings, bindings, or nothing. */
export type RawEnv = Readonly<Record<string, unknown>>;

// What templates and tutorials leave in place of a value.
const PLACEHOLDER =
  /^(<.*>|\[.*\]|\{.*\}|\.{3}|…|x{3,}|\*{3,}|todo|tbd|placeholder|example|dummy|(change|replace|fill|insert)[-_ ]?(me|this|here|in)?|your[-_ ].*)$/i;

export function readVariable<T>(env: RawEnv, variable: Variable<T>): Result<T, Fault> {
  const { name, allowed } = variable;
  const text = textOf(env[name]);
  if (text === undefined) return fail({ variable: name, problem: "malformed", allowed });
  if (text === "") {
    return variable.fallback === undefined
      ? fail({ variable: name, problem: "missing", allowed })
      : ok(variable.fallback);
  }
  if (isPlaceholder(text)) return fail({ variable: name, problem: "placeholder", allowed });
  const value = variable.parse(text);
  return value === undefined ? fail({ variable: name, problem: "malformed", allowed }) : ok(value);
}

/** A variable of wrangler.jsonc may be a number; lists and objects are not what any of ours takes. */
function textOf(raw: unknown): string | undefined {
  if (raw === undefined || raw === null) return "";
  if (typeof raw === "number" || typeof raw === "boolean") return String(raw);
  return typeof raw === "string" ? raw.trim() : undefined;
}

/** Of a list, too: half of a rotating secret that anybody knows lets anybody in. */
const isPlaceholder = (text: string): boolean =>
  PLACEHOLDER.test(text) || text.split(",").some((part) => PLACEHOLDER.test(part.trim()));

/** All values of a group, or every fault in it: what needs the group runs only when it is whole. */
export type Group<T> = Result<T, readonly Fault[]>;

export function readGroup<T extends object>(
  env: RawEnv,
  variables: { readonly [K in keyof T]: Variable<T[K]> },
): Group<T> {
  const faults: Fault[] = [];
  const values: Partial<T> = {};
  for (const key in variables) {
    const read = readVariable(env, variables[key]);
    if (read.ok) values[key] = read.value;
    else faults.push(read.reason);
  }
  return isWhole(values, variables) ? ok(values) : fail(faults);
}

const isWhole = <T extends object>(values: Partial<T>, variables: object): values is T =>
  Object.keys(variables).every((key) => key in values);
