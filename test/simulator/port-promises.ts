/**
 * Ports for servers that will open later. Tests run in several processes at once, so a promise is held where
 * all of them see it: by the UDP port of the same number, which keeps nobody from the TCP one. Node only.
 */
import { createSocket, type Socket } from "node:dgram";
import { createServer } from "node:net";

/** Below the ports that systems hand out for outgoing connections, so none takes a promised one. */
const PORTS = { from: 20_000, count: 12_000 };

/** Where the next search begins: close to each other, most would find the port taken. */
let latest = Math.floor(Math.random() * PORTS.count);

export class PortPromises {
  readonly #host: string;
  readonly #held: Socket[] = [];

  constructor(host: string) {
    this.#host = host;
  }

  /** A TCP port that is free now and promised to nobody else, until `release`. */
  async next(): Promise<number> {
    for (;;) {
      latest = (latest + 1) % PORTS.count;
      const port = PORTS.from + latest;
      const held = await hold(this.#host, port);
      if (!held) continue;
      if (await isFree(this.#host, port)) {
        this.#held.push(held);
        return port;
      }
      held.close();
    }
  }

  release(): void {
    for (const held of this.#held.splice(0)) held.close();
  }
}

function hold(host: string, port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4").unref();
    socket.once("error", () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind({ address: host, port, exclusive: true }, () => resolve(socket));
  });
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
