/** How the simulated API behaves: every option has a default, every unknown of the API a switch. */
import { type Clock, systemClock } from "@sesterce-gpu/shared";
import type { Machine } from "./machines.ts";
import { sampleOffers } from "./offers.ts";
import type { WireOffer } from "./wire.ts";

export interface Address {
  readonly ip: string;
  readonly sshPort: number;
}

type PerMachine<T> = T | ((machine: Machine) => T);

export interface SimulatorOptions {
  readonly clock: Clock;
  /** The only key that is let in. */
  readonly apiKey: string;
  /** Any other origin makes `fetch` throw. */
  readonly baseUrl: string;
  readonly offers: readonly WireOffer[];
  /** `documented` validates against the OpenAPI; `observed` has the nulls and shapes of the wire. */
  readonly answers: "documented" | "observed";

  /** From create to `active`. */
  readonly bootMs: PerMachine<number>;
  /** From `active` until SSH answers; negative = before. */
  readonly sshMs: PerMachine<number>;
  /** From DELETE to `deleted`. */
  readonly deletingMs: number;
  /** Before each request is handled. */
  readonly latencyMs: number;
  /** How far the server's clock, in `Date` and in bodies, is ahead of ours. */
  readonly clockSkewMs: number;
  /** Where a machine is reached; asked once, at create. */
  readonly address: (machine: Machine) => Address | Promise<Address>;

  /** Answers an absent or library-default User-Agent with the front's HTML page. */
  readonly refuseDefaultUserAgents: boolean;
  readonly unknownKeyGives: 403 | 404;
  readonly unknownKeyListGives: 403 | 404;
  readonly soldOutGives: 400 | 404 | 409 | 500;
  readonly listKeepsDeleted: boolean;
  /** Newest first; Infinity = no cap. */
  readonly listCap: number;
  readonly getDeletedGives: 200 | 404;
  /** For a machine that is `deleting` or `deleted`. */
  readonly secondDeleteGives: 204 | 404;
  readonly deletePendingGives: 204 | 400 | 409;
  /** A create with the name of a running machine is refused (409). */
  readonly nameUnique: boolean;
  readonly portForwards: "strings" | "objects" | "absent";
  /** Known to the account; absent = any id is. */
  readonly volumeIds: readonly string[] | undefined;
  readonly sshKeyIds: readonly string[] | undefined;
}

export const SIMULATOR_API_KEY = "simulated-api-key";
export const SIMULATOR_BASE_URL = "https://api.sesterce.test";

const DEFAULTS: SimulatorOptions = {
  clock: systemClock,
  apiKey: SIMULATOR_API_KEY,
  baseUrl: SIMULATOR_BASE_URL,
  offers: sampleOffers,
  answers: "observed",
  bootMs: 240_000,
  sshMs: 20_000,
  deletingMs: 15_000,
  latencyMs: 0,
  clockSkewMs: 0,
  address: documentationAddress,
  refuseDefaultUserAgents: true,
  unknownKeyGives: 403,
  unknownKeyListGives: 403,
  soldOutGives: 409,
  listKeepsDeleted: false,
  listCap: Number.POSITIVE_INFINITY,
  getDeletedGives: 404,
  secondDeleteGives: 404,
  deletePendingGives: 204,
  nameUnique: false,
  portForwards: "objects",
  volumeIds: undefined,
  sshKeyIds: undefined,
};

/** The document has no 409, and strings for port forwards. */
const DOCUMENTED_DEFAULTS = { soldOutGives: 404, portForwards: "strings" } as const;

export function withDefaults(options: Partial<SimulatorOptions>): SimulatorOptions {
  const dialect = options.answers === "documented" ? DOCUMENTED_DEFAULTS : {};
  return { ...DEFAULTS, ...dialect, ...options };
}

/** An address that routes nowhere (RFC 5737), and a port that differs by cloud as the real ones do. */
function documentationAddress({ id, offer }: Machine): Address {
  const host = (Number.parseInt(id.slice(-8), 16) % 254) + 1;
  return { ip: `203.0.113.${host}`, sshPort: offer.cloud.name === "AZ_02" ? 2222 : 22 };
}
