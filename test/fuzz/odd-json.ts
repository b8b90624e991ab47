/** JSON as nobody documents it: any values, real answers with a few things changed in them, and text that is none. */
import fc from "fast-check";

/** Names that objects have by themselves, and text that other code reads as something else. */
const ODD_TEXTS: readonly string[] = [
  "",
  " ",
  "__proto__",
  "constructor",
  "toString",
  "NaN",
  "Infinity",
  "-0",
  "null",
  "1e999",
  "\u0000",
  "\ud800",
  "\u202e",
  "a\nb",
  "..",
  "%2e%2e",
  "../../x?y#z",
  "💣".repeat(99),
];

const ODD_NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  0.1,
  1e-320,
  2 ** 31,
  2 ** 53 + 2,
  1e21,
  1e300,
  Number.MAX_VALUE,
  -1e300,
];

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>(
    (inner, _, at) => (at % 2 ? [inner] : { a: inner }),
    1,
  );

export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ unit: "binary", maxLength: 30 }),
);

export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[]], nested(60)),
  fc.constantFrom(...ODD_NUMBERS),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  oddText,
  fc.jsonValue({ maxDepth: 2 }),
);

type Edit = (json: unknown) => unknown;

const edit: fc.Arbitrary<Edit> = fc.oneof(
  // Of the same type, which no check of types would find.
  {
    weight: 4,
    arbitrary: fc.tuple(fc.constantFrom(...ODD_NUMBERS), oddText).map(
      ([number, text]): Edit =>
        (json) =>
          typeof json === "number" ? number : text,
    ),
  },
  oddValue.map(
    (value): Edit =>
      () =>
        value,
  ),
  fc.constant<Edit>((json) => [json]),
  fc.constant<Edit>((json) => JSON.stringify(json)),
  fc.constant<Edit>((json) => (Array.isArray(json) ? [...json, ...json] : { value: json })),
  fc.nat().map(
    (at): Edit =>
      (json) =>
        without(json, at),
  ),
  fc.tuple(oddText, oddValue).map(
    ([key, value]): Edit =>
      (json) =>
        withKey(json, key, value),
  ),
);

/** `json` with one to four things changed in it, wherever they stand. */
export const mutated = (json: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(fc.tuple(path, edit), { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce((now, [steps, change]) => changedAt(now, steps, change), json));

const step = fc.nat({ max: 30 });

/** Mostly down to a value that holds no others. */
const path = fc.oneof(
  { weight: 3, arbitrary: fc.array(step, { minLength: 6, maxLength: 6 }) },
  { weight: 2, arbitrary: fc.array(step, { maxLength: 5 }) },
);

/** Each of the numbers chooses one of what is there, as far as there is anything. */
function changedAt(json: unknown, [at, ...rest]: readonly number[], change: Edit): unknown {
  if (at === undefined) return change(json);
  if (Array.isArray(json)) {
    const index = at % Math.max(1, json.length);
    return json.length === 0
      ? change(json)
      : json.with(index, changedAt(json[index], rest, change));
  }
  if (typeof json !== "object" || json === null) return change(json);
  const entries = Object.entries(json);
  const index = at % Math.max(1, entries.length);
  return Object.fromEntries(
    entries.map(([key, value], i) => [key, i === index ? changedAt(value, rest, change) : value]),
  );
}

function without(json: unknown, at: number): unknown {
  if (Array.isArray(json)) return json.toSpliced(at % Math.max(1, json.length), 1);
  if (typeof json !== "object" || json === null) return null;
  const entries = Object.entries(json);
  return Object.fromEntries(entries.toSpliced(at % Math.max(1, entries.length), 1));
}

function withKey(json: unknown, key: string, value: unknown): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return { [key]: value };
  return Object.fromEntries([...Object.entries(json), [key, value]]);
}

type Rewrite = (text: string) => string;

const rewrite: fc.Arbitrary<Rewrite> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Rewrite>((text) => text) },
  fc.nat().map(
    (at): Rewrite =>
      (text) =>
        text.slice(0, at % (text.length + 1)),
  ),
  fc.tuple(fc.nat(), oddText).map(
    ([at, odd]): Rewrite =>
      (text) =>
        splice(text, at % (text.length + 1), odd),
  ),
  // A key twice: the last one is read.
  oddValue.map(
    (odd): Rewrite =>
      (text) =>
        text.replace(/"(\w+)":/, `"$1":${literal(odd)},"$1":`),
  ),
  oddValue.map(
    (odd): Rewrite =>
      (text) =>
        text.replace(/"(_?\w+)":[^,{}[\]]+/, `$&,"$1":${literal(odd)}`),
  ),
  // What JSON can write and JavaScript can't hold.
  fc.constantFrom("1e999", "-1e999", "NaN", "0x10", "123456789012345678901234567890").map(
    (number): Rewrite =>
      (text) =>
        text.replace(/:-?\d[\d.e+-]*/, `:${number}`),
  ),
  fc.constantFrom("\ufeff", ")]}',\n", "<html>").map(
    (head): Rewrite =>
      (text) =>
        head + text,
  ),
  fc.nat({ max: 3_000 }).map(
    (depth): Rewrite =>
      () =>
        "[".repeat(depth) + "]".repeat(depth),
  ),
);

const literal = (value: unknown): string => JSON.stringify(value).replaceAll("$", "$$$$");
const splice = (text: string, at: number, odd: string) => text.slice(0, at) + odd + text.slice(at);

/** `json`, mutated and written, mostly as JSON. */
export const written = (json: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.tuple(json, rewrite).map(([value, change]) => change(JSON.stringify(value) ?? ""));
