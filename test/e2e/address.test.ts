import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished } from "vitest";
import { it, type Scenario, type Start } from "./scenario.ts";

/** An `ssh` before the real one on PATH, which writes down its arguments and the config that it is given. */
const SPY = `#!/bin/sh
printf '%s\\n' "$@" >> "$SGPU_HOME/seen"
cat "$2" >> "$SGPU_HOME/seen"
PATH="\${PATH#*:}" exec ssh "$@"
`;

/** For a scenario that has not begun: its steps meet the spy. */
async function startWithSpy(
  start: Start,
): Promise<{ scenario: Scenario; seen: () => Promise<string> }> {
  const bin = await mkdtemp(join(tmpdir(), "sgpu-bin-"));
  onTestFinished(() => rm(bin, { recursive: true }));
  await writeFile(join(bin, "ssh"), SPY);
  await chmod(join(bin, "ssh"), 0o755);
  const env = { PATH: `${bin}:${process.env.PATH}` };
  const scenario = await start({ inputs: { "max-attempts": "10" }, env });
  return { scenario, seen: () => readFile(join(scenario.home, "seen"), "utf8") };
}

const HOSTILE = [
  "127.0.0.1\n  ProxyCommand touch /tmp/sgpu-owned",
  "127.0.0.1 -oProxyCommand=sgpu-owned",
  "-oProxyCommand=sgpu-owned",
  "$(sgpu-owned)",
  "127.0.0.1;sgpu-owned",
];

describe("an address that ssh could take for something else", () => {
  it("never reaches ssh: each such machine is given back, and the next is tried", async ({
    start,
  }) => {
    const { scenario, seen } = await startWithSpy(start);
    for (const ip of HOSTILE) scenario.simulator.faults.add({ fault: "ip-newline", ip });
    const main = await scenario.rent();
    const tried = HOSTILE.length + 1;
    expect(main).toMatchObject({ outputs: { ip: "127.0.0.1", attempts: String(tried) } });
    const warning = /::warning::.*given back, it has an address that can't be used: its ip is "/g;
    expect(main.log.match(warning)).toHaveLength(HOSTILE.length);
    expect(main.log).not.toMatch(/^\s*::error|##\[/m);
    expect(main.summary.match(/has an address that can't be used/g)).toHaveLength(HOSTILE.length);
    const [last, ...others] = scenario.simulator.machines.all();
    expect(main.outputs.instanceId).toBe(last?.id);
    const deleted = scenario.sent("delete").map(({ path }) => path.split("/").at(-1));
    expect(deleted.toSorted()).toEqual(others.map(({ id }) => id).toSorted());
    expect(await scenario.ssh("echo", "in")).toBe("in\n");
    const said = await seen();
    expect(said).toContain("HostName 127.0.0.1\n");
    expect(said).not.toMatch(/owned|Proxy/);
    await scenario.post();
  });
});
