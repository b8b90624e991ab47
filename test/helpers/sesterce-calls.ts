/** Raw calls to a simulator, for tests of the simulator itself: no client of ours in between. */
import {
  SIMULATOR_API_KEY,
  type Simulator,
  sampleOffers,
  type WireCreate,
  type WireOffer,
} from "../simulator/index.ts";

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON; undefined when it is empty or does not parse. */
  readonly body: unknown;
}

export interface CallOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

const PATH = "/gpu-cloud/instances";
export const HEADERS = { "x-api-key": SIMULATOR_API_KEY, "user-agent": "sesterce-gpu-test" };

/** A sound create, to change one field of. */
export const ORDER: WireCreate = orderOf("H100_sxm5", "dallas-usa-3");

export function orderOf(instanceId: string, region: string): WireCreate {
  const offer = offerOf(instanceId);
  const [os = ""] = offer.configuration.os;
  const sshKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA== test";
  return { name: "a-name", cloudProvider: offer.cloud._id, instanceId, region, vm: { os }, sshKey };
}

export function offerOf(instanceId: string): WireOffer {
  const offer = sampleOffers.find((other) => other.instanceId === instanceId);
  if (!offer) throw new Error(`No sample offer ${instanceId}`);
  return offer;
}

export function callsTo(simulator: Pick<Simulator, "fetch" | "options">) {
  const call = async (path: string, options: CallOptions = {}): Promise<Heard> => {
    const { body, headers = HEADERS, ...init } = options;
    const url = `${simulator.options.baseUrl}${PATH}${path}`;
    const payload = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await simulator.fetch(url, { ...init, headers, ...payload });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parse(text) };
  };
  const listed = async (query = "") => rows((await call(query)).body);
  return {
    call,
    offers: (query = "") => call(`/offers${query}`),
    create: (body: unknown = ORDER) => call("", { method: "POST", body }),
    /** Creates and returns the id, for tests in which nothing is to go wrong yet. */
    rent: async (body: unknown = ORDER) => idOf((await call("", { method: "POST", body })).body),
    list: (query = "") => call(query),
    /** The names that the list shows. */
    names: async () => (await listed()).map(({ name }) => name),
    get: (id: string) => call(`/${id}`),
    status: async (id: string) => field((await call(`/${id}`)).body, "status"),
    remove: (id: string) => call(`/${id}`, { method: "DELETE" }),
  };
}

export function field(body: unknown, key: string): unknown {
  return new Map<string, unknown>(Object.entries(Object(body))).get(key);
}

export function rows(body: unknown): Record<string, unknown>[] {
  return Array.isArray(body) ? body : [];
}

function idOf(body: unknown): string {
  const id = field(body, "_id");
  if (typeof id !== "string") throw new Error(`No machine was created: ${JSON.stringify(body)}`);
  return id;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
