/**
 * What we ask GitHub, by the repository's id, which outlives its name. Every outcome is a value, nothing is
 * repeated but once after a 401 with a new token of the App. One client serves one event (a tick, a request)
 * and its budget; what it learns of the token and the quota stays in the memory that it is given.
 */
import type * as z from "zod/mini";
import type { GitHubAccess } from "../settings/index.ts";
import { type Quota, readAnswer, readQuota } from "./answers.ts";
import { type Bearer, bearerOf, type TokenMemory } from "./bearer.ts";
import { type Answer, type ExchangeDeps, exchange } from "./exchange.ts";
import { faulty, type Heard } from "./fault.ts";
import { Job, LatestRuns, Repository, Run } from "./schemas.ts";

/** Plain data of the isolate, shared by its clients. */
export interface GitHubMemory extends TokenMemory {
  quota: Quota | null;
}

export const createGitHubMemory = (): GitHubMemory => ({ token: null, quota: null });

export interface ClientDeps extends ExchangeDeps {
  readonly memory: GitHubMemory;
}

export interface AskOptions {
  /** Past every cache on the way. */
  readonly uncached?: boolean;
}

export interface Attempt {
  readonly runId: number;
  /** Null: not told. */
  readonly repositoryId: number | null;
  readonly attempt: number;
  readonly status: string;
  readonly conclusion: string | null;
}

export interface RunId {
  readonly repositoryId: number;
  readonly runId: number;
}

export interface JobId {
  readonly repositoryId: number;
  readonly jobId: number;
}

export class GitHubClient {
  readonly #access: GitHubAccess;
  readonly #deps: ClientDeps;
  readonly #bearer: Bearer;

  constructor(access: GitHubAccess, deps: ClientDeps) {
    this.#access = access;
    this.#deps = deps;
    this.#bearer = bearerOf(access, deps.memory, deps);
  }

  /** Requests left of the hour, by the last answer; null: none has told, or its hour is over. */
  quotaRemaining(): number | null {
    const { memory, clock } = this.#deps;
    return memory.quota && clock.now() < memory.quota.resetsAt ? memory.quota.remaining : null;
  }

  repository(id: number, options?: AskOptions): Promise<Heard<Repository>> {
    return this.#get(`/repositories/${id}`, Repository, options);
  }

  /** A former name leads to who bore it. */
  async repositoryByName(fullName: string, options?: AskOptions): Promise<Heard<Repository>> {
    const path = `/repos/${fullName}`;
    // A part of dots would lead elsewhere.
    const isName = /^(?!\.+\/)[\w.-]+\/(?!\.+$)[\w.-]+$/.test(fullName);
    if (!isName)
      return faulty("unreadable", "GET /repos", "That is not a repository's owner/name.");
    return this.#get(path, Repository, options);
  }

  job({ repositoryId, jobId }: JobId, options?: AskOptions): Promise<Heard<Job>> {
    return this.#get(`/repositories/${repositoryId}/actions/jobs/${jobId}`, Job, options);
  }

  /** As of its latest attempt. */
  run({ repositoryId, runId }: RunId, options?: AskOptions): Promise<Heard<Run>> {
    return this.#get(`/repositories/${repositoryId}/actions/runs/${runId}`, Run, options);
  }

  async attempt(
    { repositoryId, runId }: RunId,
    attempt: number,
    options?: AskOptions,
  ): Promise<Heard<Attempt>> {
    const path = `/repositories/${repositoryId}/actions/runs/${runId}/attempts/${attempt}`;
    const heard = await this.#get(path, Run, options);
    if (!heard.ok) return heard;
    const { id, ...rest } = heard.value;
    return { ok: true, value: { runId: id, ...rest } };
  }

  /** The newest run, if there is one. */
  latestRuns(repositoryId: number, options?: AskOptions): Promise<Heard<LatestRuns>> {
    return this.#get(`/repositories/${repositoryId}/actions/runs?per_page=1`, LatestRuns, options);
  }

  async #get<S extends z.ZodMiniType>(
    path: string,
    schema: S,
    options: AskOptions = {},
  ): Promise<Heard<z.infer<S>>> {
    const bearer = await this.#bearer.get();
    if (!bearer.ok) return bearer;
    const answer = await this.#ask(path, bearer.value, options);
    const isRefused = answer.ok && answer.value.status === 401;
    if (!isRefused || !this.#bearer.refuse(bearer.value)) return read(answer, schema);
    const renewed = await this.#bearer.get();
    return renewed.ok ? read(await this.#ask(path, renewed.value, options), schema) : renewed;
  }

  async #ask(path: string, bearer: string, { uncached = false }: AskOptions) {
    const question = {
      method: "GET",
      apiUrl: this.#access.apiUrl,
      path,
      bearer,
      uncached,
    } as const;
    const answer = await exchange(question, this.#deps);
    const quota = answer.ok ? readQuota(answer.value) : undefined;
    if (quota) this.#deps.memory.quota = quota;
    return answer;
  }
}

const read = <S extends z.ZodMiniType>(answer: Heard<Answer>, schema: S): Heard<z.infer<S>> =>
  answer.ok ? readAnswer(answer.value, schema) : answer;
