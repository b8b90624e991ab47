import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { PortPromises } from "./port-promises.ts";

const HOST = "127.0.0.1";
const promises: PortPromises[] = [];

function promising(): PortPromises {
  const made = new PortPromises(HOST);
  promises.push(made);
  return made;
}

afterEach(() => {
  for (const made of promises.splice(0)) made.release();
});

const SOURCE = new URL("port-promises.ts", import.meta.url).href;

describe("a promised port", () => {
  it("is free for a TCP server while the promise is held", async () => {
    const server = createServer().listen(await promising().next(), HOST);
    await once(server, "listening");
    server.close();
  });

  it("is promised to no other process, though it searches from the same place", async () => {
    const port = await promising().next();
    const script = `
      Math.random = () => ${(port - 20_000 - 0.5) / 12_000};
      const { PortPromises } = await import("${SOURCE}");
      console.log(await new PortPromises("${HOST}").next());`;
    const args = ["--input-type=module", "--eval", script];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(Number(stdout)).toBeGreaterThan(port);
  });

  it("is passed over while somebody listens there", async () => {
    const first = await promising().next();
    promises.at(-1)?.release();
    const server = createServer().listen(first + 1, HOST);
    await once(server, "listening");
    expect(await promising().next()).toBeGreaterThan(first + 1);
    server.close();
  });
});
