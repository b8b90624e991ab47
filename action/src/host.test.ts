import { describe, expect, it } from "vitest";
import { printable } from "./host.ts";

/** What the runner would act on: `::command::` behind leading blanks, `##[command]` anywhere. */
const hasCommand = (line: string) => line.trimStart().startsWith("::") || line.includes("##[");

describe("what is printed", () => {
  it.each([
    "::error::x",
    "  ::error::x",
    "\t::stop-commands::x",
    "\u00a0::add-mask::1",
    "\u0085::error::x",
    "harmless\n::set-output name=ip::1.2.3.4",
    "harmless\r::error::x",
    "harmless\r\n \u2028::error::x",
    "It says: ##[error]x",
    "##[add-matcher]/tmp/x.json",
    "####[[group]x",
    "\u001b[31m::error::x",
  ])("has no command for the runner in it: %j", (text) => {
    const lines = printable(text).split(/[\n\r\u2028]/);
    expect(lines.filter(hasCommand)).toEqual([]);
  });

  it("keeps its own line breaks, and loses every other control character", () => {
    expect(printable("one\ntwo\u0000\u001b[2Jthree\u0007")).toBe("one\ntwo [2Jthree");
  });

  it("is otherwise left as it is", () => {
    const text = "1. 1×H100 in dallas-usa-3 (AZ_07), 4.796 $/h: https://x.example/a::b #[1]";
    expect(printable(text)).toBe(text);
  });

  it("is cut where a line has no end", () => {
    expect(printable("x".repeat(100_000))).toHaveLength(4_000);
  });
});
