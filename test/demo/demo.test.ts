import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { expect, it, onTestFinished } from "vitest";
import { notPrinted, transcript } from "../docs/transcript.ts";
import { demo } from "./demo.ts";

/** Many times as fast as for a person. */
const RATE = 8;

async function run(argv: readonly string[]) {
  const lines: string[] = [];
  const exitCode = await demo(argv, (line) => void lines.push(line), RATE);
  return { exitCode, lines };
}

it("the demo rents, uses and deletes a machine, cleans up after a kill, and ends with no bill", async () => {
  const home = await mkdtemp(`${tmpdir()}/sgpu-demo-`);
  onTestFinished(() => rm(home, { recursive: true }));
  const { exitCode, lines } = await run(["--home", home]);
  expect(exitCode, lines.join("\n")).toBe(0);
  expect(lines.filter((line) => line.startsWith("■"))).toHaveLength(7);
  expect(lines.join("\n")).toMatch(/NVIDIA-SMI[\s\S]*Deleted: machine[\s\S]*Deleted: machine/);
  expect(lines.join("\n")).not.toContain("simulated-api-key");
  expect(lines.at(-1)).toBe("  It bills nothing now.");
  expect(notPrinted(transcript("demo"), lines), "README.md's transcript").toEqual([]);
});

it("a port that is taken is said in one line", async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const { exitCode, lines } = await run(["--port", port]);
  expect(exitCode).toBe(1);
  expect(lines).toEqual([`Port ${port} on 127.0.0.1 is taken: choose another, or 0 for any.`]);
});

it.each([
  [["--port", "99999"], '--port is "99999"; allowed is 0 to 65535.'],
  [["--prt", "1"], "Unknown option '--prt'"],
])("a wrong option is said in one line: %j", async (argv, message) => {
  const { exitCode, lines } = await run(argv);
  expect(exitCode).toBe(1);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(message);
});

it("a missing ssh client is said in one line", async () => {
  const { PATH } = process.env;
  onTestFinished(() => {
    process.env.PATH = PATH;
  });
  process.env.PATH = "/nowhere";
  const { exitCode, lines } = await run([]);
  expect(exitCode).toBe(1);
  expect(lines).toEqual([expect.stringContaining("there is no `ssh` on the PATH")]);
});
