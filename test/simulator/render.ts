/**
 * Puts offers and machines on the wire, in one of two dialects: `documented` never leaves the
 * OpenAPI, `observed` has the nulls, shapes and extra keys that the real API was seen with. Pure.
 */
import { changedAt, firstAt, statusAt } from "./lifecycle.ts";
import type { Machine } from "./machines.ts";
import type { SimulatorOptions } from "./options.ts";
import type { WireInstance, WireInstanceDetails, WireOffer } from "./wire.ts";

type Dialect = Pick<SimulatorOptions, "answers" | "clockSkewMs" | "portForwards">;

// The document requires a date-time in `deletedAt` and has no word for "not deleted".
const NOT_DELETED = new Date(0).toISOString();

export function renderOffer(offer: WireOffer, { answers }: Dialect): WireOffer {
  if (answers === "observed") return offer;
  const { spotOfferAvailable: _available, hourlySpotPrice: _price, ...documented } = offer;
  const availability = offer.availability.map((place) => ({
    ...place,
    countryCode: place.countryCode ?? "",
  }));
  return { ...documented, availability };
}

/** As in the list, and as the answer to create. */
export function renderInstance(machine: Machine, now: number, dialect: Dialect): WireInstance {
  const updatedAt = iso(changedAt(machine.life, now), dialect);
  return { ...common(machine, now, dialect), updatedAt };
}

export function renderDetails(
  machine: Machine,
  now: number,
  dialect: Dialect,
): WireInstanceDetails {
  return {
    ...common(machine, now, dialect),
    isPending: statusAt(machine.life, now) === "pending",
    sshKey: sshKey(machine, dialect),
    ...portForwards(machine, dialect),
  };
}

function common(machine: Machine, now: number, dialect: Dialect): Omit<WireInstance, "updatedAt"> {
  const { offer, place, order } = machine;
  const { ramGB, storageGB, vCpu, vRamGB, interconnect } = offer.configuration;
  return {
    _id: machine.id,
    name: machine.name,
    provider: offer.cloud.name,
    region: { name: place.name, countryCode: place.countryCode },
    ...volumes(machine, dialect),
    status: statusAt(machine.life, now),
    gpuCount: offer.gpuCount,
    gpuModel: offer.gpuName,
    ram: ramGB,
    storage: storageGB,
    vramPerGpu: offer.gpuCount > 0 ? vRamGB / offer.gpuCount : 0,
    vcpus: vCpu,
    interconnect,
    nvlink: offer.nvlink,
    os: machine.os,
    ...reach(machine, now, dialect),
    dockerImage: order.dockerContainer?.image ?? (dialect.answers === "observed" ? null : ""),
    dockerCommand: dialect.answers === "observed" ? null : "",
    hourlyPrice: offer.hourlyPrice,
    createdAt: iso(machine.createdAt, dialect),
    deletedAt: deletedAt(machine, now, dialect),
  };
}

/** How to get in, known from `active` on. */
function reach({ life, ip, sshUser, sshPort }: Machine, now: number, { answers }: Dialect) {
  const activeAt = firstAt(life, "active");
  if (activeAt !== undefined && activeAt <= now) return { ip, sshUser, sshPort };
  return answers === "observed"
    ? { ip: null, sshUser: null, sshPort: null }
    : { ip: "", sshUser: "", sshPort: 0 };
}

function volumes({ order }: Machine, { answers }: Dialect) {
  if (order.volumeId !== undefined) return { volumes: [[order.volumeId]] };
  return answers === "observed" ? {} : { volumes: [] };
}

function deletedAt({ life }: Machine, now: number, dialect: Dialect): string | null {
  if (statusAt(life, now) === "deleted") return iso(changedAt(life, now), dialect);
  return dialect.answers === "observed" ? null : NOT_DELETED;
}

function sshKey({ order }: Machine, { answers }: Dialect): object | null {
  if (order.sshKeyId !== undefined) return { _id: order.sshKeyId, name: "key of the account" };
  return answers === "observed" ? null : {};
}

function portForwards({ sshPort }: Machine, dialect: Dialect) {
  if (dialect.portForwards === "absent") return {};
  const forward = { internalPort: 22, externalPort: sshPort };
  return { portForwards: [dialect.portForwards === "strings" ? `22:${sshPort}` : forward] };
}

function iso(at: number, { clockSkewMs }: Dialect): string {
  return new Date(at + clockSkewMs).toISOString();
}
