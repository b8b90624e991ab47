import { describe, expect, it } from "vitest";
import { element, pathThrough, text } from "./svg.ts";

describe("an element", () => {
  it("has its attributes and children in order, and closes itself without any", () => {
    expect(element("rect", { x: 1, class: "band" })).toBe('<rect x="1" class="band"/>');
    expect(element("text", { y: 2 }, ["a", "b"])).toBe('<text y="2">ab</text>');
  });

  it("keeps what is text from being markup", () => {
    expect(text(`<b> & "c"`)).toBe("&lt;b&gt; &amp; &quot;c&quot;");
    expect(element("g", { class: `"><script>` })).toBe('<g class="&quot;&gt;&lt;script&gt;"/>');
  });

  it("writes numbers to a tenth, and none as -0", () => {
    expect(element("g", { x: 1 / 3, y: 2.96, z: -0.01 })).toBe('<g x="0.3" y="3" z="0"/>');
  });
});

describe("a path", () => {
  const points = [
    [0, 10],
    [5.04, 7],
    [9, 7],
  ] as const;

  it("goes straight from point to point", () => {
    expect(pathThrough(points)).toBe("M0 10L5 7L9 7");
  });

  it("or holds each height until the next", () => {
    expect(pathThrough(points, true)).toBe("M0 10H5V7H9V7");
  });
});
