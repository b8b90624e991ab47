import { describe, expect, it } from "vitest";
import { fakeHost } from "./host.fixture.ts";
import { WaitLog } from "./wait-log.ts";

function waitLog() {
  const { host, lines, advance } = fakeHost();
  return { wait: new WaitLog(host), lines, advance };
}

describe("a wait in the log", () => {
  it("is one group, however often it is opened and closed", () => {
    const { wait, lines } = waitLog();
    wait.close();
    wait.open("Waiting");
    wait.open("Waiting again");
    wait.close();
    wait.close();
    expect(lines).toEqual(["> Waiting", "<"]);
  });

  it("has a line at once, then none for 15 s, and none is made in vain", async () => {
    const { wait, lines, advance } = waitLog();
    let made = 0;
    const line = () => wait.line(() => `line ${++made} after ${wait.elapsedMs}`);
    wait.open("Waiting");
    for (const ms of [0, 14_999, 1, 10_000, 5_000]) {
      await advance(ms);
      line();
    }
    expect(lines).toEqual([
      "> Waiting",
      "line 1 after 0",
      "line 2 after 15000",
      "line 3 after 30000",
    ]);
  });

  it("knows how long it has been open", async () => {
    const { wait, advance } = waitLog();
    wait.open("Waiting");
    await advance(3_000);
    expect(wait.elapsedMs).toBe(3_000);
    wait.close();
    expect(wait.elapsedMs).toBe(0);
  });
});
