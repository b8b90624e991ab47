import { describe, expect, it } from "vitest";
import { blocksIn, hostNames, withBlock, withoutBlock, withoutBlocks } from "./user-config-text.ts";

const a = { stem: "sgpu-a", quotedConfig: '"/tmp/a/config"' };
const b = { stem: "sgpu-b", quotedConfig: '"/tmp/b/config"' };
const blockOf = ({ stem, quotedConfig }: typeof a, mark = "") =>
  `# >>> sesterce-gpu ${stem}${mark} >>>\nInclude ${quotedConfig}\n# <<< sesterce-gpu ${stem} <<<\n`;
const NEW = " (new file)";

describe("our block in the user's config", () => {
  it.each([
    ["a config of the user's", "Host x\n", `${blockOf(a)}Host x\n`],
    ["an empty config", "", blockOf(a)],
    ["no config", undefined, blockOf(a, NEW)],
    ["its own block", blockOf(a), blockOf(a)],
    ["a file that we made for itself", blockOf(a, NEW), blockOf(a, NEW)],
    ["a file that we made for another", blockOf(b, NEW), blockOf(a, NEW) + blockOf(b, NEW)],
    ["a file with another's block", blockOf(b), blockOf(a) + blockOf(b)],
    [
      "a file that we made, and the user has added to",
      `${blockOf(b, NEW)}Host x\n`,
      `${blockOf(a)}${blockOf(b, NEW)}Host x\n`,
    ],
    ["a config with its block further down", `Host x\n${blockOf(a)}`, `${blockOf(a)}Host x\n`],
  ])("stands first, once, put into %s", (_, before, after) => {
    expect(withBlock(before, a)).toBe(after);
  });

  it.each([
    ["the user's lines", `${blockOf(a)}Host x\n`, "Host x\n"],
    ["another's block", blockOf(a) + blockOf(b), blockOf(b)],
    ["nothing in a file of the user's", blockOf(a), ""],
    ["nothing of a file that we made", blockOf(a, NEW), undefined],
    ["what the user has added to a file that we made", `${blockOf(a, NEW)}\n`, "\n"],
    ["all of a file that it is not in", "Host x\n", "Host x\n"],
    ["an empty file that it is not in", "", ""],
  ])("leaves %s", (_, before, after) => {
    expect(withoutBlock(before, "sgpu-a")).toBe(after);
  });

  it("goes with others at once", () => {
    const text = `${blockOf(a)}x\n${blockOf(b, NEW)}`;
    expect(withoutBlocks(text, ["sgpu-a", "sgpu-b"])).toBe("x\n");
    expect(withoutBlocks(text, [])).toBe(text);
  });

  it("is found with what it says", () => {
    expect(blocksIn(`${blockOf(a)}Host x\n${blockOf(b, NEW)}`)).toEqual([
      { ...a, isNewFile: false },
      { ...b, isNewFile: true },
    ]);
  });

  it.each([
    ["another mark", blockOf(a).replace("sesterce-gpu", "sesterce")],
    ["something in front", blockOf(a).replace("# >", "x# >")],
    ["another stem at its end", blockOf(a).replace("sgpu-a <", "sgpu-b <")],
    ["another line in it", blockOf(a).replace("Include", "User x\nInclude")],
    ["a path without quotes", blockOf(a).replaceAll('"', "")],
    ["no newline at its end", blockOf(a).trimEnd()],
    ["a stem of other letters", blockOf({ ...a, stem: "SGPU_A" })],
    ["no stem", blockOf({ ...a, stem: "" })],
  ])("is the user's own text with %s", (_, text) => {
    expect(blocksIn(text)).toEqual([]);
  });

  it("has a path in UTF-8 among bytes of any kind", () => {
    const accented = { stem: "sgpu-a", quotedConfig: '"/tmp/é/config"' };
    const text = withBlock("\u00ff\n", accented);
    expect(text).toBe(`${blockOf({ ...a, quotedConfig: '"/tmp/\u00c3\u00a9/config"' })}\u00ff\n`);
    expect(blocksIn(text)).toEqual([{ ...accented, isNewFile: false }]);
  });
});

describe("the names of hosts", () => {
  it.each([
    ["Host gpu", ["gpu"]],
    ["host gpu\nHOST=b\r\n  Host = c", ["gpu", "b", "c"]],
    ["\tHost\ta gpu  b ", ["a", "gpu", "b"]],
    ['Host "a b" c', ["a b", "c"]],
    ['Host ""', [""]],
    ["Host a*b c?d !e f", ["f"]],
    ["Host a # b", ["a"]],
    ["Host a #x b", ["a"]],
    ["Host a#b c# d", ["a#b", "c#", "d"]],
    ['Host "#a" b', ["#a", "b"]],
    ["# Host a", []],
    ["HostName a", []],
    ["Hostgpu", []],
    ["Match host a", []],
    ["Host", []],
    ["Host =", []],
    ["", []],
  ])("in %j are %j", (text, names) => {
    expect(hostNames(text)).toEqual(names);
  });
});
