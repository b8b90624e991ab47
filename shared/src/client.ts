/**
 * The five operations of Sesterce's GPU cloud API. Source: the vendor's OpenAPI and docs.
 * GET and DELETE are repeated on 408, 429, 5xx and network faults within a budget of time; a create is
 * sent once, and throws `UnconfirmedCreateError` whenever it may have landed without our knowing.
 */
import {
  type AnswerContext,
  errorOf,
  isSuccess,
  type Operation,
  type RowsRead,
  readAnswer,
  readRows,
} from "./answers.ts";
import type { Clock } from "./clock.ts";
import { isPassing, SesterceError, UnconfirmedCreateError } from "./errors.ts";
import { createRedact, type Redact } from "./redact.ts";
import { INSTANCES_PATH, OFFERS_PATH } from "./request.ts";
import { backoffMs } from "./retry.ts";
import { Machine, Offer } from "./schemas.ts";
import { type Answer, type Exchange, NoAnswerError, Transport } from "./transport.ts";

export type DeploymentType = "vm" | "baremetal" | "container";

export interface OffersQuery {
  /** Region slug. */
  readonly region?: string;
  readonly numGpus?: number;
  readonly gpuType?: string;
  readonly available?: boolean;
  readonly sort?: "price";
  readonly deploymentType?: DeploymentType;
}

export interface ListQuery {
  readonly deploymentType?: DeploymentType;
}

/** Exactly one: what create does with neither or both is unknown. */
export type SshAccess =
  | { readonly sshKey: string; readonly sshKeyId?: never }
  | { readonly sshKeyId: string; readonly sshKey?: never };

export type CreateRequest = SshAccess & {
  readonly name: string;
  /** `cloud._id` of the offer. */
  readonly cloudProvider: string;
  /** `instanceId` of the offer. */
  readonly instanceId: string;
  /** Region slug. */
  readonly region: string;
  readonly volumeId?: string;
  readonly vm?: { readonly os: string; readonly base64CloudInitScript?: string };
  readonly dockerContainer?: { readonly image: string };
};

export interface ClientConfig {
  /** No trailing slash. */
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly userAgent: string;
  /** Per request; 15 s. */
  readonly timeoutMs?: number;
  /** How long a GET or DELETE is repeated before its error is thrown; 30 s. */
  readonly retryBudgetMs?: number;
}

export interface ClientDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const DEFAULT_RETRY_BUDGET_MS = 30_000;

export class SesterceClient {
  readonly #transport: Transport;
  readonly #deps: ClientDeps;
  readonly #redact: Redact;
  readonly #retryBudgetMs: number;

  constructor(config: ClientConfig, deps: ClientDeps) {
    this.#deps = deps;
    this.#redact = createRedact([config.apiKey]);
    this.#retryBudgetMs = config.retryBudgetMs ?? DEFAULT_RETRY_BUDGET_MS;
    const timeoutMs = config.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#transport = new Transport({ ...config, timeoutMs }, deps, this.#redact);
  }

  /** Milliseconds since the epoch by the API's last `Date` header; our own clock before the first answer. */
  serverNow(): number {
    return this.#transport.serverNow();
  }

  /** All offers; rows that can't be read are left out. Throws SesterceError. */
  offers(query: OffersQuery = {}, signal?: AbortSignal): Promise<Offer[]> {
    const request = {
      method: "GET",
      path: OFFERS_PATH,
      query: searchParams(query),
      signal,
    } as const;
    const read = (answer: Answer) => readRows(answer, Offer, this.#context("offers")).rows;
    return this.#repeat("offers", request, read);
  }

  /** Sends one create. Throws UnconfirmedCreateError when it may have landed, SesterceError when it has not. */
  async create(body: CreateRequest, signal?: AbortSignal): Promise<Machine> {
    const request = { method: "POST", path: INSTANCES_PATH, body, signal } as const;
    const answer = await this.#transport.exchange(request).catch((error: unknown) => {
      throw error instanceof NoAnswerError && error.sent
        ? new UnconfirmedCreateError({ message: error.message, cause: error }, this.#redact)
        : error;
    });
    const context = this.#context("create");
    if (!isSuccess(answer)) throw errorOf(answer, context);
    return readAnswer(answer, Machine, context);
  }

  /** All machines of the account, foreign ones too. Throws SesterceError. */
  async list(query: ListQuery = {}, signal?: AbortSignal): Promise<Machine[]> {
    return (await this.survey(query, signal)).rows;
  }

  /** As `list`, and how many rows could not be read: those machines are there, too. Throws SesterceError. */
  survey(query: ListQuery = {}, signal?: AbortSignal): Promise<RowsRead<Machine>> {
    const request = {
      method: "GET",
      path: INSTANCES_PATH,
      query: searchParams(query),
      signal,
    } as const;
    return this.#repeat("list", request, (answer) =>
      readRows(answer, Machine, this.#context("list")),
    );
  }

  /** One machine's details; undefined for a 404, which alone does not prove that it is gone. */
  get(id: string, signal?: AbortSignal): Promise<Machine | undefined> {
    const request = { method: "GET", path: machinePath(id), signal } as const;
    const read = (answer: Answer) => readAnswer(answer, Machine, this.#context("get"));
    return this.#repeat("get", request, read).catch(undefinedWhenNotFound);
  }

  /** "accepted", or "not-found" for a 404, which alone does not prove that it is gone. */
  async delete(id: string, signal?: AbortSignal): Promise<"accepted" | "not-found"> {
    const request = { method: "DELETE", path: machinePath(id), signal } as const;
    const accepted = this.#repeat("delete", request, () => "accepted" as const);
    return (await accepted.catch(undefinedWhenNotFound)) ?? "not-found";
  }

  async #repeat<T>(
    operation: Operation,
    request: Exchange,
    read: (answer: Answer) => T,
  ): Promise<T> {
    const { clock, random } = this.#deps;
    const endsAt = clock.now() + this.#retryBudgetMs;
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await this.#transport.exchange(request);
        if (isSuccess(answer)) return read(answer);
        throw errorOf(answer, this.#context(operation));
      } catch (error) {
        if (!isPassing(error)) throw error;
        // An API that says "at once" (Retry-After: 0) must not be asked in a loop.
        const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(attempt, random()));
        if (clock.now() + waitMs > endsAt) throw error;
        await clock.sleep(waitMs, request.signal);
      }
    }
  }

  #context(operation: Operation): AnswerContext {
    return { operation, nowMs: this.serverNow(), redact: this.#redact };
  }
}

const machinePath = (id: string): string => `${INSTANCES_PATH}/${encodeURIComponent(id)}`;

function searchParams(query: object): Record<string, string> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
}

function undefinedWhenNotFound(error: unknown): undefined {
  if (error instanceof SesterceError && error.code === "not-found") return undefined;
  throw error;
}
