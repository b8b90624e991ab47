/** The shell lines of examples/across-jobs.yml, run as they stand there: what one job hands to the next has to log in. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished } from "vitest";
import { freshKey } from "../../action/src/ssh/key.ts";
import { type Job, type Step, workflowsIn } from "../docs/workflows.ts";
import { parseFileCommand } from "../runner/file-command.ts";
import { it } from "./scenario.ts";

const run = promisify(execFile);

type Facts = Readonly<Record<string, string>>;

function jobNamed(name: string): Job {
  const file = workflowsIn("examples").find(({ path }) => path.endsWith("/across-jobs.yml"));
  const job = file?.workflow.jobs[name];
  if (job === undefined) throw new Error(`The example has no job ${name}.`);
  return job;
}

function stepOf(job: Job, fits: (step: Step) => boolean): Step {
  const step = job.steps.find(fits);
  if (step === undefined) throw new Error("The example has no such step.");
  return step;
}

/** `${{ steps.gpu.outputs.ip }}` and the like; what nobody has said throws. */
const expand = (text: string, facts: Facts): string =>
  text.replaceAll(/\$\{\{ (\S+) \}\}/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`Nobody says what ${name} is.`);
    return fact;
  });

const named = (prefix: string, values: Facts): Facts =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]));

/** Runs a step as the runner would, in a home of its own; its outputs. */
async function runStep(step: Step, facts: Facts, home: string): Promise<Record<string, string>> {
  const output = join(home, "output");
  await writeFile(output, "");
  const given = Object.entries(step.env ?? {}).map(([name, text]) => [name, expand(text, facts)]);
  const env = { ...process.env, ...Object.fromEntries(given), HOME: home, GITHUB_OUTPUT: output };
  await run("bash", ["-eo", "pipefail", "-c", step.run ?? "exit 1"], { env });
  return parseFileCommand(await readFile(output, "utf8"));
}

/** ssh takes the home of the password file, whatever $HOME says: its config is told where this one is. */
async function sshFrom(home: string): Promise<() => Promise<string>> {
  const config = join(home, ".ssh/config");
  await writeFile(config, (await readFile(config, "utf8")).replaceAll("~/", `${home}/`));
  return async () => (await run("ssh", ["-F", config, "gpu", "nvidia-smi", "-L"])).stdout;
}

it("another job logs in with what it is handed, holds the machine to its host key, and the last job ends it", async ({
  start,
}) => {
  const key = freshKey("GPU_SSH_KEY").privateKey;
  const inputs = { gpu: "L4", scope: "run", "ssh-private-key": key };
  const scenario = await start({ inputs });
  const { outputs } = await scenario.rent();
  const [rent, train] = [jobNamed("rent"), jobNamed("train")];

  const rentHome = await mkdtemp(join(tmpdir(), "sgpu-rent-"));
  onTestFinished(() => rm(rentHome, { recursive: true }));
  const pin = stepOf(rent, ({ id }) => id === "ssh");
  const told = await runStep(pin, named("steps.gpu.outputs", outputs), rentHome);
  const handed = Object.entries(rent.outputs ?? {}).map(([name, text]) => [
    `needs.rent.outputs.${name}`,
    expand(text, named("steps.ssh.outputs", told)),
  ]);
  expect((await scenario.post()).log).toContain("is left running");

  const home = await mkdtemp(join(tmpdir(), "sgpu-train-"));
  onTestFinished(() => rm(home, { recursive: true }));
  await mkdir(join(home, ".ssh"));
  const login = stepOf(train, ({ env }) => env?.KEY !== undefined);
  await runStep(login, { ...Object.fromEntries(handed), "secrets.GPU_SSH_KEY": key }, home);
  expect((await stat(join(home, ".ssh/gpu"))).mode & 0o077).toBe(0);
  const ssh = await sshFrom(home);
  expect(await ssh()).toContain("L4");

  await writeFile(join(home, ".ssh/gpu_known_hosts"), "");
  await expect(ssh()).rejects.toThrow("Host key verification failed");
  expect((await scenario.release()).log).toMatch(/^Deleted: machine/m);
});

it("every job that logs in does it by the same lines", () => {
  const logins = ["train", "evaluate"].map((name) =>
    stepOf(jobNamed(name), ({ env }) => env?.KEY !== undefined),
  );
  expect(logins[1]).toEqual(logins[0]);
});
