/** Everything that the simulated Sesterce can be brought to say in its observed mode: good answers, refusals, faults. */
import { callsTo, HEADERS, ORDER, orderOf, rows } from "../../helpers/sesterce-calls.ts";
import { VirtualClock } from "../../helpers/virtual-clock.ts";
import type { Operation } from "../../simulator/call.ts";
import { EVERY_OPERATION, type FaultName } from "../../simulator/faults/definition.ts";
import {
  createSimulator,
  faultRegistry,
  type SimulatorOptions,
  sampleOffers,
} from "../../simulator/index.ts";
import type { Heard } from "./difference.ts";

type World = ReturnType<typeof watched>;

/** A simulator whose every answer is written down. */
function watched(options: Partial<SimulatorOptions>, heard: Heard[]) {
  const clock = new VirtualClock();
  const simulator = createSimulator({ clock, answers: "observed", ...options });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const answer = await simulator.fetch(request);
    const { pathname: path } = new URL(request.url);
    const { method } = request;
    const text = await answer.clone().text();
    heard.push({ operation: operationOf(method, path), method, path, status: answer.status, text });
    return answer;
  };
  return { clock, simulator, ...callsTo({ fetch, options: simulator.options }) };
}

function operationOf(method: string, path: string): Operation {
  if (path.endsWith("/offers")) return "offers";
  if (method === "POST") return "create";
  if (method === "DELETE") return "delete";
  return path.endsWith("/instances") ? "list" : "get";
}

const NOBODY = "0123456789abcdef01234567";

/** One call of each operation; `id` is a machine's. */
const callOf: Record<Operation, (world: World, id: string, headers?: typeof HEADERS) => unknown> = {
  offers: ({ call }, _, headers = HEADERS) => call("/offers", { headers }),
  create: ({ call }, _, headers = HEADERS) => call("", { method: "POST", headers, body: ORDER }),
  list: ({ call }, _, headers = HEADERS) => call("", { headers }),
  get: ({ call }, id, headers = HEADERS) => call(`/${id}`, { headers }),
  delete: ({ call }, id, headers = HEADERS) => call(`/${id}`, { method: "DELETE", headers }),
};

async function eachOperation(world: World, headers: typeof HEADERS): Promise<void> {
  for (const operation of EVERY_OPERATION) await callOf[operation](world, NOBODY, headers);
}

/** Through every status of its life. */
async function life(world: World, order: object = ORDER): Promise<void> {
  const { clock, rent, get, list, remove } = world;
  const id = await rent(order);
  const look = async () => [await get(id), await list()];
  await look();
  await clock.advance(600_000);
  await look();
  await remove(id);
  await look();
  await clock.advance(600_000);
  await look();
  await remove(id);
}

const { sshKey: _, ...KEYLESS } = ORDER;
const KEEPING = { getDeletedGives: 200, listKeepsDeleted: true } as const;
const CONTAINER = sampleOffers.find(({ deploymentType }) => deploymentType === "container");

type Situation = readonly [
  name: string,
  options: Partial<SimulatorOptions>,
  play: (world: World) => Promise<unknown>,
];

const SITUATIONS: readonly Situation[] = [
  ["a machine's life", KEEPING, (world) => life(world)],
  [
    "a key of the account and a volume",
    KEEPING,
    (world) => life(world, { ...KEYLESS, sshKeyId: "k", volumeId: "v" }),
  ],
  ["a container", KEEPING, (world) => life(world, containerOrder())],
  ["machines of all offers", {}, rentAll],
  [
    "offers",
    {},
    async ({ offers }) => [await offers(), await offers("?sort=price&available=true")],
  ],
  ["port forwards as text", { portForwards: "strings" }, (world) => life(world)],
  ["no port forwards", { portForwards: "absent" }, (world) => life(world)],
  ...([400, 404, 409, 500] as const).map(
    (soldOutGives): Situation => [
      `sold out: ${soldOutGives}`,
      { soldOutGives },
      ({ create }) => create({ ...ORDER, region: "us-midwest-3" }),
    ],
  ),
  ...([400, 409] as const).map(
    (deletePendingGives): Situation => [
      `pending machines stay: ${deletePendingGives}`,
      { deletePendingGives },
      (world) => life(world),
    ],
  ),
  ["a second DELETE is accepted", { secondDeleteGives: 204 }, (world) => life(world)],
  [
    "a name that is taken",
    { nameUnique: true },
    async ({ create }) => [await create(), await create()],
  ],
  [
    "a volume and a key that are not there",
    { volumeIds: [], sshKeyIds: [] },
    async ({ create }) => [
      await create({ ...ORDER, volumeId: "v" }),
      await create({ ...KEYLESS, sshKeyId: "k" }),
    ],
  ],
  ...([403, 404] as const).map(
    (status): Situation => [
      `an unknown key: ${status}`,
      { unknownKeyGives: status, unknownKeyListGives: status },
      (world) => eachOperation(world, { ...HEADERS, "x-api-key": "wrong" }),
    ],
  ),
  [
    "a key that is refused with 401",
    {},
    async (world) => {
      world.simulator.faults.add({ fault: "key-refused", status: 401, times: 5 });
      await eachOperation(world, HEADERS);
    },
  ],
  ["nothing there", {}, async ({ get, remove }) => [await get(NOBODY), await remove(NOBODY)]],
  [
    "requests that are wrong",
    {},
    async ({ create, call }) => [
      await create({}),
      await call("/offers?sort=name"),
      await call("?page=2"),
    ],
  ],
  [
    "a library that asks",
    {},
    (world) => eachOperation(world, { ...HEADERS, "user-agent": "node" }),
  ],
];

function containerOrder(): object {
  if (!CONTAINER) throw new Error("No sample offer is a container.");
  const [place] = CONTAINER.availability;
  const { vm: _vm, ...rest } = orderOf(CONTAINER.instanceId, place?.region ?? "");
  return { ...rest, dockerContainer: { image: "ubuntu" } };
}

async function rentAll({ simulator, create, list, clock }: World): Promise<void> {
  simulator.offers.setAvailable(true);
  for (const { instanceId, availability, deploymentType } of sampleOffers) {
    if (deploymentType === "container") continue;
    await create(orderOf(instanceId, availability[0]?.region ?? ""));
  }
  await clock.advance(600_000);
  await list();
}

/** What was met by a call of each operation that the fault is for, and by a look at the machine afterwards. */
async function underFault(fault: FaultName, operation: Operation, heard: Heard[]): Promise<void> {
  const world = watched({}, heard);
  const { clock, rent, list, call, simulator } = world;
  const id = await rent();
  simulator.faults.add({ fault, on: [operation], ...(fault === "slow" && { ms: 1_000 }) });
  // Some faults are that no answer comes.
  await clock.run(Promise.allSettled([callOf[operation](world, id)]));
  await clock.advance(250_000);
  for (const { _id } of rows((await list()).body)) await call(`/${_id}`);
}

/** All that was heard. */
export async function hearAll(): Promise<readonly Heard[]> {
  const heard: Heard[] = [];
  for (const [, options, play] of SITUATIONS) await play(watched(options, heard));
  for (const [fault, { on }] of Object.entries(faultRegistry)) {
    for (const operation of on) if (isFault(fault)) await underFault(fault, operation, heard);
  }
  return heard;
}

const isFault = (name: string): name is FaultName => Object.hasOwn(faultRegistry, name);
