/** Any character there is, halves of pairs included: fast-check's own unit of this kind takes a second to be made. */
import fc from "fast-check";

export const anyCharacter = fc
  .integer({ min: 0, max: 0x10_ff_ff })
  .map((code) => String.fromCodePoint(code));
