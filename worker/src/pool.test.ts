import { describe, expect, it } from "vitest";
import { AT_ONCE, inPool } from "./pool.ts";

/** Work that ends when the test says so, in the order that it likes. */
function workshop() {
  const begun: number[] = [];
  const open = new Map<number, PromiseWithResolvers<string>>();
  const work = (one: number): Promise<string> => {
    begun.push(one);
    const made = Promise.withResolvers<string>();
    open.set(one, made);
    return made.promise;
  };
  const settled = async () => {
    for (let hop = 0; hop < 20; hop++) await null;
  };
  return {
    begun,
    work,
    end: async (one: number) => {
      open.get(one)?.resolve(`done ${one}`);
      await settled();
    },
    fail: async (one: number) => {
      open.get(one)?.reject(new Error(`failed ${one}`));
      await settled();
    },
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("a pool", () => {
  it("gives results in the order of the list, whoever ends first", async () => {
    const { work, end } = workshop();
    const all = inPool(upTo(3), work);
    for (const one of [2, 0, 1]) await end(one);
    expect(await all).toEqual(["done 0", "done 1", "done 2"]);
  });

  it("works at five at once and takes the next when one is done", async () => {
    const { work, begun, end } = workshop();
    const all = inPool(upTo(8), work);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(AT_ONCE).toBe(5);
    await end(3);
    expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
    for (const one of upTo(8)) await end(one);
    expect(await all).toHaveLength(8);
  });

  it("works at as many as it is told", async () => {
    const { work, begun, end } = workshop();
    const all = inPool(upTo(3), work, 1);
    expect(begun).toEqual([0]);
    for (const one of upTo(3)) await end(one);
    expect(await all).toEqual(["done 0", "done 1", "done 2"]);
  });

  it("rejects with a rejection, when all that had begun have ended", async () => {
    const { work, end, fail } = workshop();
    let rejection: unknown = null;
    const all = inPool(upTo(5), work).catch((error: unknown) => {
      rejection = error;
    });
    await fail(1);
    expect(rejection).toBeNull();
    for (const one of [0, 2, 3, 4]) await end(one);
    await all;
    expect(rejection).toEqual(new Error("failed 1"));
  });

  it("goes through the rest of the list all the same, but for the lane that was rejected", async () => {
    const { work, begun, end, fail } = workshop();
    const all = inPool(upTo(4), work, 2).catch((error: unknown) => error);
    await fail(0);
    for (const one of [1, 2, 3]) await end(one);
    expect(await all).toEqual(new Error("failed 0"));
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it("of nothing is done at once", async () => {
    expect(await inPool([], () => Promise.reject(new Error("Nobody asked.")))).toEqual([]);
  });
});
