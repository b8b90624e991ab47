/** The five operations, as the API performs them when nothing goes wrong on the way. */
import { json, refusal } from "./answer.ts";
import type { Call, Operation } from "./call.ts";
import { NAME_TAKEN, SOLD_OUT } from "./faults/creation.ts";
import type { Hooks } from "./faults/definition.ts";
import { NOT_YET } from "./faults/machines.ts";
import { isRunning, statusAt } from "./lifecycle.ts";
import { queryProblems } from "./offers.ts";
import { parseOrder, type SoundOrder } from "./order.ts";
import { renderDetails, renderInstance, renderOffer } from "./render.ts";
import type { Server } from "./server.ts";
import type { WireCreate } from "./wire.ts";

type Perform = (call: Call, server: Server, fault?: Hooks) => Response | Promise<Response>;

const OFFER_QUERY = ["region", "numGpus", "gpuType", "available", "sort", "deploymentType"];
const LIST_QUERY = ["deploymentType"];

export const operations: Readonly<Record<Operation, Perform>> = {
  offers(call, { offers, options }) {
    const problems = queryProblems(call.query, OFFER_QUERY);
    if (problems.length > 0) return refusal(call, 400, problems);
    return json(
      200,
      offers.matching(call.query).map((offer) => renderOffer(offer, options)),
    );
  },

  async create(call, server, fault) {
    const parsed = parseOrder(call.body, server.offers);
    if (!parsed.ok) return refusal(call, 400, parsed.reason);
    const objection = objectionTo(parsed.value, call, server);
    if (objection) return objection;
    const { order, offer, place } = parsed.value;
    const machine = await server.rent(order, offer, place);
    await fault?.created?.(machine, server);
    await server.faults.claim("create", { ...call, machine })?.created?.(machine, server);
    return json(201, renderInstance(machine, server.clock.now(), server.options));
  },

  list(call, { clock, machines, options }) {
    const problems = queryProblems(call.query, LIST_QUERY);
    if (problems.length > 0) return refusal(call, 400, problems);
    const now = clock.now();
    const kind = call.query.deploymentType;
    const hidden = options.listKeepsDeleted ? ["vanished"] : ["vanished", "deleted"];
    const rows = machines
      .all()
      .filter(({ listedFrom }) => listedFrom <= now)
      .filter(({ offer }) => (kind ?? offer.deploymentType) === offer.deploymentType)
      .filter(({ life }) => !hidden.includes(statusAt(life, now)))
      .slice(0, options.listCap);
    return json(
      200,
      rows.map((machine) => renderInstance(machine, now, options)),
    );
  },

  get(call, { clock, options }) {
    const { machine } = call;
    const now = clock.now();
    const isDeleted = machine !== undefined && statusAt(machine.life, now) === "deleted";
    if (!machine || (isDeleted && options.getDeletedGives === 404)) return notFound(call);
    return json(200, renderDetails(machine, now, options));
  },

  delete(call, server) {
    const { machine } = call;
    const { secondDeleteGives, deletePendingGives } = server.options;
    if (!machine) return notFound(call);
    const status = statusAt(machine.life, server.clock.now());
    if (!isRunning(status)) return secondDeleteGives === 204 ? gone() : notFound(call);
    if (status === "pending" && deletePendingGives !== 204) {
      return refusal(call, deletePendingGives, NOT_YET);
    }
    const before = machine.life;
    server.end(machine);
    server.faults.claim("delete", call)?.deleted?.(machine, before);
    return gone();
  },
};

/** What can be wrong with a create that is well formed: unknown things, a taken name, no stock. */
function objectionTo({ order, place }: SoundOrder, call: Call, server: Server) {
  const { options } = server;
  const { volumeIds, sshKeyIds, nameUnique, soldOutGives } = options;
  if (isUnknown(order.volumeId, volumeIds)) return refusal(call, 404, "Volume not found");
  if (isUnknown(order.sshKeyId, sshKeyIds)) return refusal(call, 404, "SSH key not found");
  if (nameUnique && isNameTaken(order, server)) return refusal(call, 409, NAME_TAKEN);
  return place.available ? undefined : refusal(call, soldOutGives, SOLD_OUT);
}

function isUnknown(id: string | undefined, known: readonly string[] | undefined): boolean {
  return id !== undefined && known !== undefined && !known.includes(id);
}

function isNameTaken({ name }: WireCreate, { clock, machines }: Server): boolean {
  const now = clock.now();
  return machines
    .all()
    .some((other) => other.name === name && isRunning(statusAt(other.life, now)));
}

function notFound(call: Call): Response {
  return refusal(call, 404, "Instance not found");
}

function gone(): Response {
  return new Response(null, { status: 204 });
}
