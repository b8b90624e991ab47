/** An SSH client for tests of the simulated machines: a key pair, and one command over it. */
import { generateKeyPairSync } from "node:crypto";
// biome-ignore lint/correctness/noUnresolvedImports: CommonJS, of whose names Node sees only some
import ssh2 from "ssh2";

export interface KeyPair {
  readonly privateKey: string;
  /** One line, as create takes it. */
  readonly publicKey: string;
}

export interface Login {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly privateKey?: string;
}

export function keyPair(): KeyPair {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const pem = privateKey.export({ type: "sec1", format: "pem" }).toString();
  const parsed = ssh2.utils.parseKey(pem);
  if (parsed instanceof Error) throw parsed;
  const blob = parsed.getPublicSSH().toString("base64");
  return { privateKey: pem, publicKey: `ecdsa-sha2-nistp256 ${blob} test` };
}

/** Runs `command`, or with `input` a shell that reads it; rejects when the login is refused. */
export function runOver(login: Login, command: string, input?: string) {
  return new Promise<{ stdout: string; stderr: string; code: number }>((resolve, reject) => {
    const client = new ssh2.Client();
    const collect = (error: Error | undefined, channel: ssh2.ClientChannel) => {
      if (error) return reject(error);
      const said = { stdout: "", stderr: "", code: -1 };
      channel.on("data", (chunk: Buffer) => {
        said.stdout += chunk.toString();
      });
      channel.stderr.on("data", (chunk: Buffer) => {
        said.stderr += chunk.toString();
      });
      channel.on("exit", (code: number) => {
        said.code = code;
      });
      channel.on("close", () => {
        client.end();
        resolve(said);
      });
      if (input !== undefined) channel.end(input);
    };
    client.on("error", reject);
    client.on("ready", () => {
      if (input === undefined) client.exec(command, collect);
      else client.shell(false, collect);
    });
    client.connect(login);
  });
}
