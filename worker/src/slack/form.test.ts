import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseForm } from "./form.ts";
import { FORM } from "./signed-request.fixture.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a form", () => {
  it.each([
    ["a=1&b=2", { a: "1", b: "2" }],
    ["text=", { text: "" }],
    ["text", { text: "" }],
    ["a=1=2", { a: "1=2" }],
    ["a=x+y%2Bz", { a: "x y+z" }],
    ["n%C3%A9=%E2%82%AC", { né: "€" }],
    ["a=€", { a: "€" }],
  ])("%j is read", (body, fields) => {
    const read = parseForm(bytes(body), FORM);
    expect(read.ok && Object.fromEntries(read.value)).toEqual(fields);
  });

  it("holds names that objects already have as any other", () => {
    const read = parseForm(bytes("__proto__=1&constructor=2&toString=3"), FORM);
    expect(read.ok && [...read.value]).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
      ["toString", "3"],
    ]);
  });

  it.each([
    ["a field twice", bytes("a=1&a=1"), "duplicate"],
    ["a field twice, written differently", bytes("a=1&%61=2"), "duplicate"],
    ["an escape cut short", bytes("a=%4"), "encoding"],
    ["an escape of nothing", bytes("a=%zz"), "encoding"],
    ["an escape in a name", bytes("%=1"), "encoding"],
    ["escapes that are no UTF-8", bytes("a=%ff"), "encoding"],
    ["bytes that are no UTF-8", Uint8Array.of(0x61, 0x3d, 0xff), "encoding"],
  ])("with %s is refused", (_, body, reason) => {
    expect(parseForm(body, FORM)).toEqual({ ok: false, reason });
  });

  it.each([FORM, `${FORM};charset=UTF-8`, `${FORM}; charset="utf-8"`, FORM.toUpperCase()])(
    "may call itself %s",
    (type) => {
      expect(parseForm(bytes("a=1"), type)).toMatchObject({ ok: true });
    },
  );

  it.each([
    null,
    "",
    "application/json",
    "multipart/form-data; boundary=x",
    `${FORM}-x`,
    `x${FORM}`,
    `${FORM}; charset=utf-16`,
    `${FORM}, ${FORM}`,
    `${FORM}; charset=utf-8; a=b`,
  ])("may not call itself %s", (type) => {
    expect(parseForm(bytes("a=1"), type)).toEqual({ ok: false, reason: "content-type" });
  });

  it("gives back what browsers write", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), {
          minKeys: 1,
        }),
        (fields) => {
          const body = new URLSearchParams(Object.entries(fields)).toString();
          const read = parseForm(bytes(body), FORM);
          expect(read.ok && read.value).toEqual(new Map(Object.entries(fields)));
        },
      ),
    );
  });
});
