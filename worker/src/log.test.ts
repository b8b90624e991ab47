import { createRedact } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { createLog, type Level } from "./log.ts";

function recorded() {
  const lines: { level: Level; line: string }[] = [];
  const log = createLog({
    clock: { now: () => Date.UTC(2026, 0, 1), sleep: () => Promise.resolve() },
    redact: createRedact(["the-api-key", 'we"b\\hook']),
    write: (level, line) => lines.push({ level, line }),
  });
  return { log, lines };
}

describe("the log", () => {
  it("writes one line of JSON an event, with time and level", () => {
    const { log, lines } = recorded();
    log({ level: "warn", event: "look-not-recorded", machines: 3, text: "two\nlines" });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.line).not.toContain("\n");
    expect(JSON.parse(lines[0]?.line ?? "")).toEqual({
      at: "2026-01-01T00:00:00.000Z",
      level: "warn",
      event: "look-not-recorded",
      machines: 3,
      text: "two\nlines",
    });
    expect(lines[0]?.level).toBe("warn");
  });

  it("never writes a secret, wherever it stands", () => {
    const { log, lines } = recorded();
    const cause = new Error("sent the-api-key");
    log({
      level: "error",
      event: "x",
      error: new Error("with the-api-key", { cause }),
      deep: { list: ["the-api-key"] },
    });
    expect(lines[0]?.line).toContain("***");
    expect(lines[0]?.line).not.toContain("the-api-key");
  });

  it("never writes a secret that JSON would escape, nor the half of one that a cut would leave", () => {
    const { log, lines } = recorded();
    const error = new Error(`${"x".repeat(995)}the-api-key`);
    log({ level: "error", event: "x", text: 'we"b\\hook', error });
    expect(lines[0]?.line).not.toContain("hook");
    expect(lines[0]?.line).not.toMatch(/xthe/);
  });

  it("takes an error that is its own cause", () => {
    const { log, lines } = recorded();
    const error = new Error("round");
    error.cause = error;
    log({ level: "error", event: "x", error });
    expect(lines[0]?.line).toContain("round");
  });

  it("tells an error's name, code, message and cause", () => {
    const { log, lines } = recorded();
    const error = Object.assign(new TypeError("broken", { cause: new Error("deeper") }), {
      code: "E_BROKEN",
    });
    log({ level: "error", event: "x", error });
    expect(JSON.parse(lines[0]?.line ?? "")).toMatchObject({
      error: {
        name: "TypeError",
        code: "E_BROKEN",
        message: "broken",
        cause: { message: "deeper" },
      },
    });
  });

  it("takes a bigint, which JSON does not", () => {
    const { log, lines } = recorded();
    log({ level: "info", event: "x", id: 12n });
    expect(JSON.parse(lines[0]?.line ?? "")).toMatchObject({ id: "12" });
  });
});
