/**
 * What we show GitHub: a plain token as it is, or that of the App's installation, asked for when needed.
 * Concurrent callers share one request for it. The token itself is kept in the isolate's memory; a request
 * under way is not: a promise of one event of workerd must not be awaited in another.
 */
import { fail, MINUTE_MS, ok } from "@sesterce-gpu/shared";
import type { GitHubAccess } from "../settings/index.ts";
import { readAnswer } from "./answers.ts";
import { signAppJwt } from "./app-jwt.ts";
import { type ExchangeDeps, exchange } from "./exchange.ts";
import { faulty, type GitHubFault, type Heard } from "./fault.ts";
import { InstallationToken } from "./schemas.ts";

export interface Bearer {
  get(): Promise<Heard<string>>;
  /** GitHub answered 401 to it. True: `get` may have another. */
  refuse(token: string): boolean;
}

export interface KnownToken {
  readonly token: string;
  /** Milliseconds since the epoch, as the next. */
  readonly expiresAt: number;
  readonly askedAt: number;
}

/** Outlives a client. */
export interface TokenMemory {
  token: KnownToken | null;
}

type AppAccess = Extract<GitHubAccess, { kind: "app" }>;

/** A token in its last minutes could end under a request. */
const RENEWED_BEFORE_MS = 5 * MINUTE_MS;
/** So young a token that is refused is not at fault: another would fare no better. */
const YOUNG_MS = MINUTE_MS;

export const bearerOf = (access: GitHubAccess, memory: TokenMemory, deps: ExchangeDeps): Bearer =>
  access.kind === "app"
    ? new AppBearer(access, memory, deps)
    : { get: async () => ok(access.token), refuse: () => false };

class AppBearer implements Bearer {
  readonly #access: AppAccess;
  readonly #memory: TokenMemory;
  readonly #deps: ExchangeDeps;
  #underWay: Promise<Heard<string>> | null = null;

  constructor(access: AppAccess, memory: TokenMemory, deps: ExchangeDeps) {
    this.#access = access;
    this.#memory = memory;
    this.#deps = deps;
  }

  get(): Promise<Heard<string>> {
    const { token } = this.#memory;
    const isGood = token && this.#deps.clock.now() < token.expiresAt - RENEWED_BEFORE_MS;
    if (isGood) return Promise.resolve(ok(token.token));
    this.#underWay ??= this.#ask().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  refuse(refused: string): boolean {
    const { token } = this.#memory;
    if (token?.token !== refused) return true;
    if (this.#deps.clock.now() - token.askedAt < YOUNG_MS) return false;
    this.#memory.token = null;
    return true;
  }

  async #ask(): Promise<Heard<string>> {
    const { apiUrl, installationId } = this.#access;
    const path = `/app/installations/${installationId}/access_tokens`;
    const askedAt = this.#deps.clock.now();
    const jwt = await this.#sign(askedAt, `POST ${path}`);
    if (!jwt.ok) return jwt;
    const question = { method: "POST", apiUrl, path, bearer: jwt.value, uncached: false } as const;
    const answer = await exchange(question, this.#deps);
    if (!answer.ok) return answer;
    const read = readAnswer(answer.value, InstallationToken, 201);
    if (!read.ok) return fail(withoutToken(read.reason));
    this.#memory.token = { ...read.value, askedAt };
    return ok(read.value.token);
  }

  async #sign(nowMs: number, asked: string): Promise<Heard<string>> {
    try {
      return ok(await signAppJwt(this.#access, nowMs));
    } catch {
      // Nothing of what was thrown is told: it is about the key.
      return faulty("unauthorized", asked, "GITHUB_APP_PRIVATE_KEY is not a readable RSA key.");
    }
  }
}

/** The installation is not there: that must not read as "the run is not there". */
const withoutToken = (fault: GitHubFault): GitHubFault =>
  fault.code === "not-found" ? { ...fault, code: "unauthorized" } : fault;
