/** Machines that were there before the job and are not its own, named as much like its own as can be. */
import { encodeName, encodeStem, type WorkflowOwner } from "@sesterce-gpu/shared";
import { callsTo, HEADERS, ORDER } from "../helpers/sesterce-calls.ts";
import type { Simulator } from "../simulator/index.ts";

/** Whose lease the job's is; the runner stand-in gives out these. */
export const OWNER: WorkflowOwner = {
  kind: "workflow",
  repositoryId: 700_001,
  runId: 9_000_000_001,
  attempt: 1,
  jobId: 52_000_000_001,
};

/** Ids of the neighbours. */
export async function rentNeighbours(simulator: Simulator): Promise<readonly string[]> {
  const { call } = callsTo(simulator);
  const headers = { ...HEADERS, "x-api-key": simulator.options.apiKey };
  for (const name of namesAt(simulator.clock.now())) {
    const { status } = await call("", { method: "POST", headers, body: { ...ORDER, name } });
    if (status !== 201) throw new Error(`No neighbour: the simulator answered ${status}.`);
  }
  const machines = simulator.machines.all();
  for (const machine of machines) {
    machine.life = [{ from: machine.createdAt, status: "active" }];
    // Nobody logs in to them: they need no SSH servers.
    machine.sshFrom = Number.POSITIVE_INFINITY;
  }
  return machines.map(({ id }) => id);
}

/** What is wrong with them now; empty = nobody has touched them. */
export function harmDone(simulator: Simulator, ids: readonly string[]): string[] {
  const bills = new Map(simulator.billedNow().map(({ id, status }) => [id, status]));
  const ended = ids.filter((id) => bills.get(id) !== "active").map((id) => `${id} has ended`);
  const asked = simulator.requests.filter(
    ({ method, path }) => method !== "GET" && ids.some((id) => path.endsWith(id)),
  );
  return [...ended, ...asked.map(({ method, path }) => `${method} ${path} was sent`)];
}

function namesAt(now: number): string[] {
  const expiresAt = now + 3_600_000;
  const nameFor = (owner: WorkflowOwner) => encodeName(encodeStem(owner, "abc123"), expiresAt);
  return [
    "somebodys-notebook",
    `${nameFor(OWNER)}-2`, // foreign: it has a part too many
    nameFor(OWNER).toUpperCase().replace("SGPU-GH", "sgpu-gh"),
    nameFor({ ...OWNER, jobId: OWNER.jobId + 1 }),
    nameFor({ ...OWNER, jobId: 0 }),
    nameFor({ ...OWNER, attempt: 2 }),
    nameFor({ ...OWNER, repositoryId: OWNER.repositoryId + 1 }),
  ];
}
