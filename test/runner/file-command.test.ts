import { describe, expect, it } from "vitest";
import { parseFileCommand } from "./file-command.ts";

describe("a file of commands", () => {
  it("has values of one line and of many, and the last of a name counts", () => {
    const text = "a=1=2\nb<<END\nfirst\n\nsecond=x\nEND\n\na=3\nempty=\nc<<X\nX\n";
    expect(parseFileCommand(text)).toEqual({ a: "3", b: "first\n\nsecond=x", empty: "", c: "" });
  });

  it.each(["no sign", "=no name", "a<<END\nnever ends"])("that is none is refused: %j", (text) => {
    expect(() => parseFileCommand(text)).toThrow(/Not a file command|does not end/);
  });
});
