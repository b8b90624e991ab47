import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { sshBanner } from "./banner.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(answer: (socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    answer(socket);
  });
  servers.push(server);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("not bound to a port");
  return { server, address: { host: "127.0.0.1", port: bound.port, user: "root" } };
}

const limits = { timeoutMs: 1000, signal: new AbortController().signal };

describe("sshBanner", () => {
  it.each([
    ["a server's version", "SSH-2.0-OpenSSH_9.6\r\n"],
    ["lines before the version", "welcome\r\nto this machine\r\nSSH-2.0-x\r\n"],
  ])("is true for %s", async (_, greeting) => {
    const { address } = await serve((socket) => socket.write(greeting));
    expect(await sshBanner(address, limits)).toBe(true);
  });

  it("puts the version together from pieces", async () => {
    const { address } = await serve((socket) => {
      socket.write("hello\nSS");
      setTimeout(() => socket.write("H-2.0-x\r\n"), 10);
    });
    expect(await sshBanner(address, limits)).toBe(true);
  });

  it.each([
    ["another protocol", (socket: Socket) => socket.end("HTTP/1.1 400 SSH- Bad Request\r\n\r\n")],
    ["a greeting without end", (socket: Socket) => socket.write("x".repeat(20_000))],
    ["one that hangs up", (socket: Socket) => socket.end()],
    ["one that resets", (socket: Socket) => socket.resetAndDestroy()],
  ])("is false for %s", async (_, answer) => {
    const { address } = await serve(answer);
    expect(await sshBanner(address, limits)).toBe(false);
  });

  it("is false when nobody listens", async () => {
    const { server, address } = await serve(() => undefined);
    await once(server.close(), "close");
    expect(await sshBanner(address, limits)).toBe(false);
  });

  it("is false when nothing is said in time", async () => {
    const { address } = await serve(() => undefined);
    expect(await sshBanner(address, { ...limits, timeoutMs: 20 })).toBe(false);
  });

  it.each(["before", "while"])("rejects with the reason of an abort %s it waits", async (when) => {
    const { address } = await serve(() => undefined);
    const abort = new AbortController();
    if (when === "before") abort.abort(new Error("cancelled"));
    const probe = sshBanner(address, { ...limits, signal: abort.signal });
    setTimeout(() => abort.abort(new Error("cancelled")), 10);
    await expect(probe).rejects.toThrow("cancelled");
  });

  it("closes its connection", async () => {
    const closed = Promise.withResolvers<void>();
    const { address } = await serve((socket) => {
      socket.on("close", () => closed.resolve()).write("SSH-2.0-x\r\n");
    });
    await sshBanner(address, limits);
    await closed.promise;
  });
});
