/** Who is let in: the personal token, and the hour-long ones of the app's installation. */
import type { GitHubEndOptions } from "./options.ts";

const LIFETIME_MS = 3_600_000;

export interface InstallationToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export class Tokens {
  readonly #personal: string | undefined;
  #issued: InstallationToken[] = [];

  constructor({ token }: GitHubEndOptions) {
    this.#personal = token;
  }

  issue(now: number): InstallationToken {
    const token = `ghs_simulated${String(this.#issued.length + 1).padStart(4, "0")}`;
    const issued = { token, expiresAt: now + LIFETIME_MS };
    this.#issued.push(issued);
    return issued;
  }

  isGood(token: string, now: number): boolean {
    if (token === this.#personal) return true;
    return this.#issued.some((issued) => issued.token === token && now < issued.expiresAt);
  }

  isPersonal(token: string): boolean {
    return token === this.#personal;
  }

  /** As when the app is uninstalled or its tokens are revoked: those issued so far are refused. */
  revoke(): void {
    this.#issued = this.#issued.map((issued) => ({ ...issued, expiresAt: 0 }));
  }
}

/** Of `Authorization: Bearer …` or `token …`. */
export function bearerOf(headers: Headers): string | undefined {
  return /^(?:bearer|token) +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
}
