/**
 * One SSH server on loopback, as a rented machine has one: it lets in whoever may, runs commands
 * through a function, and survives probes that connect and drop. Node only.
 */
import { generateKeyPairSync } from "node:crypto";
import { createServer, type Socket } from "node:net";
// biome-ignore lint/correctness/noUnresolvedImports: CommonJS, of whose names Node sees only some
import ssh2, { type AuthContext, type Connection, type ServerChannel } from "ssh2";
import type { Output } from "./gpu-tools.ts";

export interface SshServerOptions {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** The only OpenSSH public key that is let in; undefined = any key, or none. */
  readonly publicKey: string | undefined;
  run(command: string): Output;
}

export interface SshServer {
  /** Stops listening and drops who is connected. */
  close(): Promise<void>;
}

export async function startSshServer(options: SshServerOptions): Promise<SshServer> {
  const ssh = new ssh2.Server({ hostKeys: [freshHostKey()] }, (client) => welcome(client, options));
  const sockets = new Set<Socket>();
  const listener = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {}); // a probe that drops; "close" follows
    ssh.injectSocket(socket);
  });
  await new Promise<void>((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(options.port, options.host, resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      listener.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { close };
}

/** By Node: one in a hundred of ssh2's own ed25519 keys does not parse (a leading zero is lost). */
function freshHostKey(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  return privateKey.export({ type: "sec1", format: "pem" }).toString();
}

function welcome(client: Connection, options: SshServerOptions): void {
  client.on("error", () => {}); // no handshake, or a broken one: the client's problem
  client.on("authentication", (attempt) => {
    if (isLetIn(attempt, options)) attempt.accept();
    else attempt.reject(["publickey"]);
  });
  client.on("session", (accept) => {
    const session = accept();
    session.on("pty", (acceptPty) => acceptPty?.());
    session.on("env", (acceptEnv) => acceptEnv?.());
    session.on("exec", (acceptExec, _reject, { command }) => {
      finish(acceptExec(), options.run(command));
    });
    session.on("shell", (acceptShell) => runAtEnd(acceptShell(), options));
  });
}

function isLetIn(attempt: AuthContext, { user, publicKey }: SshServerOptions): boolean {
  if (attempt.username !== user) return false;
  if (publicKey === undefined) return attempt.method === "none" || attempt.method === "publickey";
  if (attempt.method !== "publickey") return false;
  const expected = ssh2.utils.parseKey(publicKey);
  if (expected instanceof Error || !expected.getPublicSSH().equals(attempt.key.data)) return false;
  // Without a signature the client only asks whether the key would do.
  if (!attempt.signature || !attempt.blob) return true;
  return expected.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true;
}

/** A script on standard input, as of `ssh gpu < script`. */
function runAtEnd(channel: ServerChannel, { run }: SshServerOptions): void {
  let script = "";
  channel.on("data", (chunk: Buffer) => {
    script += chunk.toString();
  });
  channel.on("end", () => finish(channel, run(script)));
}

function finish(channel: ServerChannel, { stdout, stderr, code }: Output): void {
  channel.on("error", () => {}); // the client has gone before it was answered
  channel.stderr.write(stderr);
  channel.write(stdout);
  channel.exit(code);
  channel.end();
}
