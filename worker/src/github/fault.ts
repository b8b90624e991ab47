/** Why GitHub told us nothing that we can go by. A value: it carries no secret and may be kept as evidence. */
import { fail, oneLine, type Result } from "@sesterce-gpu/shared";

export type FaultCode =
  /** 401, or the App got no token. */
  | "unauthorized"
  /** 403 that is no limit. */
  | "forbidden"
  /** 429, or 403 with an empty quota or a Retry-After. */
  | "rate-limited"
  /** 404 in GitHub's own JSON; a page that says 404 is unreadable. */
  | "not-found"
  /** 5xx. */
  | "unavailable"
  | "timeout"
  | "network"
  /** HTML, cut JSON, another shape than documented, a redirect that we don't follow. */
  | "unreadable"
  /** The tick's budget is spent: nothing was sent. */
  | "budget";

export interface GitHubFault {
  readonly code: FaultCode;
  /** `GET /repositories/1/actions/runs/2`. */
  readonly asked: string;
  readonly status: number | null;
  /** What GitHub or the network said, or what is wrong: one line. */
  readonly detail: string;
}

export type Heard<T> = Result<T, GitHubFault>;

export const faulty = (code: FaultCode, asked: string, detail: string): Heard<never> =>
  fail({ code, asked, status: null, detail: oneLine(detail) });

/** `GitHub answered GET /repositories/1 with 404 (not-found): Not Found.` */
export function formatFault({ code, asked, status, detail }: GitHubFault): string {
  const what =
    status === null
      ? `GitHub gave no answer to ${asked}`
      : `GitHub answered ${asked} with ${status} (${code})`;
  const words = detail.replace(/\.$/, "");
  return `${what}${words === "" ? "" : `: ${words}`}.`;
}
