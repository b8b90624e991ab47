import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { fakeHost } from "./host.fixture.ts";
import { readerOf } from "./inputs/inputs.fixture.ts";
import { releaseLease } from "./release-lease.ts";
import { candidate, STEM } from "./renting.fixture.ts";
import { State } from "./state.ts";

/** Post of a job whose main has rented machine m1 and written the files of its lease. */
async function post(fetch: typeof globalThis.fetch, input = readerOf(), random = () => 0.5) {
  const temp = await mkdtemp(join(tmpdir(), "sgpu-post-"));
  onTestFinished(() => rm(temp, { recursive: true }));
  const directory = join(temp, "sesterce-gpu", STEM);
  await mkdir(directory, { recursive: true });
  const { host, lines } = fakeHost({ runner: { temp, home: temp }, input });
  const state = new State(host);
  state.lease(STEM, "job");
  state.files();
  state.creating(candidate, host.clock.now() + 60_000);
  state.created("m1");
  const startedAt = host.clock.now();
  await releaseLease({ host, fetch, random });
  return { lines, tookMs: host.clock.now() - startedAt, hasFiles: existsSync(directory) };
}

const unreachable: typeof fetch = () => Promise.reject(new TypeError("fetch failed"));

describe("post, when the API can't be reached,", () => {
  it("tries for two minutes, says what is left and what it costs, and removes the key", async () => {
    const { lines, tookMs, hasFiles } = await post(unreachable);
    expect(tookMs).toBeGreaterThan(90_000);
    expect(tookMs).toBeLessThan(150_000);
    expect(lines.filter((line) => line.startsWith("failed: "))).toEqual([
      expect.stringMatching(
        /^failed: Still running: machine m1, .* It costs 4\.796 \$\/h\. Delete it/,
      ),
    ]);
    expect(hasFiles).toBe(false);
  });
});

describe("post removes the key", () => {
  it("when it has no usable API key of Sesterce's, and fails", async () => {
    const { lines, hasFiles } = await post(unreachable, readerOf({ "api-key": "" }));
    expect(lines.at(-2)).toMatch(/^failed: Unconfirmed: .*Input `api-key` is required/);
    expect(hasFiles).toBe(false);
  });

  it("when something in it breaks, and fails", async () => {
    const broken = () => {
      throw new Error("out of luck");
    };
    const { lines, hasFiles } = await post(unreachable, readerOf(), broken);
    expect(lines.at(-1)).toMatch(/^failed: The clean-up broke: out of luck\. Unless a line above/);
    expect(hasFiles).toBe(false);
  });
});
