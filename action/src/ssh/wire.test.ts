import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mpint, readWire, string, uint32 } from "./wire.ts";

const hex = (bytes: Buffer) => bytes.toString("hex");

describe("what is written", () => {
  it.each([
    [0, "00000000"],
    [1, "00000001"],
    [0x01020304, "01020304"],
    [0xffffffff, "ffffffff"],
  ])("of the number %i is four bytes, big-endian", (value, bytes) => {
    expect(hex(uint32(value))).toBe(bytes);
  });

  it.each([
    ["text", "ab", "000000026162"],
    ["nothing", "", "00000000"],
    ["bytes", Uint8Array.of(0, 255), "0000000200ff"],
  ])("of %s has its length in front", (_, value, bytes) => {
    expect(hex(string(value))).toBe(bytes);
  });

  // The examples of RFC 4251, section 5, and what surrounds them.
  it.each([
    ["zero is empty", "", "00000000"],
    ["zeros are zero", "0000", "00000000"],
    ["a small one", "7f", "000000017f"],
    ["a set top bit gets a zero in front", "80", "000000020080"],
    ["the RFC's own", "09a378f9b2e332a7", "0000000809a378f9b2e332a7"],
    ["leading zeros go", "000009a3", "0000000209a3"],
    ["but one where the top bit is set", "0000ff00", "0000000300ff00"],
  ])("of a large number: %s", (_, magnitude, bytes) => {
    expect(hex(mpint(Buffer.from(magnitude, "hex")))).toBe(bytes);
  });
});

describe("what is read", () => {
  it("is what was written, one after the other, and then nothing", () => {
    const wire = readWire(Buffer.concat([uint32(7), string("ab"), string(""), uint32(8)]));
    expect([wire.uint32(), wire.string()?.toString(), wire.string()?.toString()]).toEqual([
      7,
      "ab",
      "",
    ]);
    expect([wire.uint32(), wire.uint32(), wire.string()]).toEqual([8, undefined, undefined]);
  });

  it.each([
    ["no length", "000000"],
    ["less than its length", "0000000261"],
    ["a length beyond all", "ffffffff61"],
  ])("is undefined when there is %s", (_, bytes) => {
    expect(readWire(Buffer.from(bytes, "hex")).string()).toBeUndefined();
  });

  it("goes on where it stopped when a number is cut short", () => {
    const wire = readWire(Buffer.from("000000", "hex"));
    expect([wire.uint32(), wire.uint32()]).toEqual([undefined, undefined]);
  });

  it("is never more than there is, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const read = readWire(Buffer.from(bytes)).string();
        if (read)
          expect(hex(string(read))).toBe(hex(Buffer.from(bytes)).slice(0, 2 * (read.length + 4)));
      }),
    );
  });
});
