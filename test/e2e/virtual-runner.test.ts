/**
 * The runner in virtual time is worth what it resembles the real one: the same scenarios are played through both,
 * and all that a person, a later step or the API gets to see has to be the same, but for what no two runs share.
 */
import { systemClock } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { scaledClock } from "../../action/src/scaled-clock.ts";
import type { AnyScenario } from "../faults/rows.ts";
import { inVirtualScenario, QUICK } from "../runner/virtual-scenario.ts";
import type { ScriptedFault, SimulatorOptions } from "../simulator/index.ts";
import { inScenario } from "./scenario.ts";

const RATE = 8;

interface Play {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly cloud?: Partial<SimulatorOptions>;
  readonly script?: readonly ScriptedFault[];
  readonly checkRunId?: string;
  play(scenario: AnyScenario): Promise<unknown>;
}

const rentAndPost = async (scenario: AnyScenario): Promise<void> => {
  await scenario.main();
  await scenario.post();
};

async function whileBooting(
  scenario: AnyScenario,
  signal: "SIGINT" | "SIGKILL",
  state?: Readonly<Record<string, string>>,
): Promise<void> {
  const { process, done } = await scenario.startMain();
  await scenario.until(() => scenario.sent("get").length > 0);
  process.kill(signal);
  await scenario.ended(done);
  await scenario.post(state);
}

/** Commands in what comes from outside, per cent signs, a line of its own. */
const HOSTILE = "100% gone\n::error::owned\r\n##[error]owned | <img src=x>";
const BOOTING = { bootMs: 600_000 };

const PLAYS: Readonly<Record<string, Play>> = {
  "a good run": { play: rentAndPost },
  "a dry run": { inputs: { "dry-run": "true" }, play: rentAndPost },
  "several bad inputs": {
    inputs: { "max-attempts": "11", gpu: "H100:0", lifetime: "a\n::warning::b%" },
    play: rentAndPost,
  },
  "no offer that fits": { inputs: { gpu: "H10O" }, play: rentAndPost },
  "a runner that does not tell the job, and scope run": {
    inputs: { scope: "run" },
    checkRunId: "",
    async play(scenario) {
      await rentAndPost(scenario);
      await scenario.release();
      await scenario.release();
    },
  },
  "a release by a wrong name": {
    play: (scenario) => scenario.release({ "instance-name": "x\ny" }),
  },
  "a refusal in hostile words": {
    script: [{ fault: "sold-out", message: HOSTILE }],
    play: rentAndPost,
  },
  "a machine in error": { script: [{ fault: "machine-error" }], play: rentAndPost },
  "a create whose answer is lost": { script: [{ fault: "create-lost-landed" }], play: rentAndPost },
  "a key that is refused": {
    script: [{ fault: "key-refused", on: ["offers"] }],
    play: rentAndPost,
  },
  "a kill while the machine boots": {
    cloud: BOOTING,
    play: (scenario) => whileBooting(scenario, "SIGKILL"),
  },
  "a kill, and a post without state": {
    cloud: BOOTING,
    play: (scenario) => whileBooting(scenario, "SIGKILL", {}),
  },
  "a cancel while the machine boots": {
    cloud: BOOTING,
    play: (scenario) => whileBooting(scenario, "SIGINT"),
  },
};

/** Long enough that a slow process has looked before: a machine that was there at once shows otherwise. */
const CLOUD = { ...QUICK, bootMs: 24_000 };
const INPUTS = { gpu: "L4", "wait-for": "active" };

/** What everybody got to see. */
function seenIn(scenario: AnyScenario) {
  const plain = plainFor(scenario);
  const steps = scenario.steps.map(({ exitCode, log, outputs, state, summary }) => ({
    exitCode,
    log: plain(log).split("\n").filter(isNoLaterLook),
    outputs: JSON.parse(plain(JSON.stringify(outputs))) as unknown,
    state: JSON.parse(plain(JSON.stringify(state))) as unknown,
    summary: plain(summary).split("\n"),
  }));
  const requests = scenario.simulator.requests.map(({ method, path, query, headers, body }) => {
    const { "x-api-key": key, "content-type": type, "user-agent": agent } = headers;
    const text = JSON.stringify({ query, key, type, agent, body });
    return plain(`${method} ${path} ${text}`);
  });
  // How often a wait looks is a matter of time.
  return { steps, requests: [...new Set(requests)] };
}

/** A wait's first line shows what it looks like; which later ones there are is a matter of time. */
const isNoLaterLook = (line: string, index: number, all: readonly string[]): boolean =>
  !line.startsWith("<a while> · ") || (all[index - 1] ?? "").startsWith("::group::");

/** Without what differs between any two runs: keys, paths, names, ids, addresses, times. */
function plainFor({ apiKey, home, job, simulator }: AnyScenario): (text: string) => string {
  const own = [
    [apiKey, "<key>"],
    [simulator.options.baseUrl, "<api>"],
    [home, "<home>"],
    [job.temp, "<temp>"],
  ] as const;
  return (text) =>
    own
      .reduce((rest, [value, name]) => rest.replaceAll(value, name), text)
      .replaceAll(
        /(sgpu-gh-[0-9a-z]+-[0-9a-z]+-\d+-[0-9a-z]+)-[0-9a-z]{6}(-[0-9a-z]{5}(?![0-9a-z]))?/g,
        "$1-<nonce>",
      )
      .replaceAll(/ssh-ed25519 [A-Za-z0-9+/=]+/g, "<public key>")
      // A socket that closes is undici's own error.
      .replaceAll(/\((UND_ERR_SOCKET|ECONNRESET)\)/g, "(<lost>)")
      .replaceAll(/\b[0-9a-f]{24}\b/g, "<id>")
      .replaceAll(/\b203\.0\.113\.\d+\b|\b127\.0\.0\.1\b/g, "<ip>")
      .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d\.\d+Z)?/g, "<time>")
      .replaceAll(/\b\d{13}(\.\d+)?\b/g, "<ms>")
      .replaceAll(/(?<![\w.])(\d+[dhms] ?)*\d+[dhms](?=[\s.,;:)])/g, "<a while>")
      .replaceAll(/(about|for) \d+\.\d\d \$/g, "$1 <cost>")
      .replaceAll(/("sshPort":")\d+|(:)\d{2,5}(?=[,"\s}])/g, "$1$2<port>");
}

describe.concurrent("the runner in virtual time shows what the real one shows:", () => {
  it.each(Object.entries(PLAYS))("%s", async (_, { inputs, cloud, script = [], play, ...job }) => {
    const seen: ReturnType<typeof seenIn>[] = [];
    const act = async (scenario: AnyScenario) => {
      for (const fault of script) scenario.simulator.faults.add(fault);
      await play(scenario);
      seen.push(seenIn(scenario));
    };
    const all = { ...INPUTS, ...inputs };
    const clock = scaledClock(systemClock, RATE);
    const env = { SGPU_CLOCK_RATE: String(RATE) };
    await inScenario({ inputs: all, cloud: { clock, ...CLOUD, ...cloud }, env, ...job }, act);
    await inVirtualScenario({ inputs: all, cloud: { ...CLOUD, ...cloud }, ...job }, act);
    const [real, virtual] = seen;
    expect(virtual).toEqual(real);
  });
});
