/** A server that takes what is posted to a response_url. */
import { createServer, type Server } from "node:http";

export class ReplyBox {
  readonly url: string;
  readonly #server: Server;
  readonly #waiting: (() => void)[];

  private constructor(server: Server, url: string, waiting: (() => void)[]) {
    this.#server = server;
    this.url = url;
    this.#waiting = waiting;
  }

  static open(): Promise<ReplyBox> {
    const waiting: (() => void)[] = [];
    const server = createServer((request, response) => {
      request.resume().on("end", () => {
        response.end("ok");
        waiting.shift()?.();
      });
    });
    return new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        const port = typeof address === "object" && address ? address.port : 0;
        resolve(new ReplyBox(server, `http://127.0.0.1:${port}`, waiting));
      });
    });
  }

  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}
