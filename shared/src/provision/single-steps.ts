/**
 * Provisioning one step at a time, for whoever may be stopped between any two: each asks the API and returns plain
 * data that survives JSON, so that it can be written down. `provision` goes the same way in one go.
 */
import type { SesterceClient } from "../client.ts";
import {
  isSesterceError,
  type SesterceError,
  type SesterceErrorCode,
  UnconfirmedCreateError,
} from "../errors.ts";
import type { Candidate } from "../offers/requirements.ts";
import { decodeName, encodeName } from "../ownership.ts";
import type { Machine } from "../schemas.ts";
import type { ProvisionRequest } from "./contract.ts";
import { createBody, waitBeforeAnother } from "./create-machine.ts";

/** A SesterceError as plain data. */
export interface ApiFault {
  readonly code: SesterceErrorCode;
  readonly message: string;
  readonly status: number | null;
  readonly apiMessage: string | null;
}

export const apiFaultOf = ({ code, message, status, apiMessage }: SesterceError): ApiFault => ({
  code,
  message,
  status: status ?? null,
  apiMessage: apiMessage ?? null,
});

/** How one POST ended. */
export type CreateSent =
  | { readonly kind: "machine"; readonly machine: Machine; readonly expiresAt: number }
  /** It bears another name than we sent, so nobody would find it again: delete this id. */
  | { readonly kind: "renamed"; readonly machine: Machine; readonly sent: string }
  /** This candidate is refused: the next one may do. */
  | { readonly kind: "refused"; readonly fault: ApiFault }
  /** It may have landed: look for it by the stem before anything else is sent. */
  | { readonly kind: "unconfirmed"; readonly fault: ApiFault }
  /** Certainly not taken; the same one may be sent again in `waitMs`. */
  | { readonly kind: "not-sent"; readonly fault: ApiFault; readonly waitMs: number }
  /** No other candidate would help. */
  | { readonly kind: "stop"; readonly fault: ApiFault };

export interface CreateOrder
  extends Pick<ProvisionRequest, "stem" | "access" | "lifetimeMs" | "readyTimeoutMs"> {
  readonly candidate: Candidate;
  /** The API's clock; ms since the epoch. */
  readonly now: number;
  /** How often this candidate was sent already; from 0. */
  readonly attempt: number;
  /** A number in [0, 1). */
  readonly random: number;
}

/** Sends one create. The lease's end is minted into its name. */
export async function sendCreateOnce(
  order: CreateOrder,
  client: Pick<SesterceClient, "create">,
): Promise<CreateSent> {
  const { stem, candidate, now, lifetimeMs, readyTimeoutMs } = order;
  const name = encodeName(stem, now + readyTimeoutMs + lifetimeMs);
  try {
    const machine = await client.create(createBody(order, candidate, name));
    const expiresAt = decodeName(name)?.expiresAt ?? now;
    return machine.name === name
      ? { kind: "machine", machine, expiresAt }
      : { kind: "renamed", machine, sent: name };
  } catch (error) {
    if (isSesterceError(error)) return afterError(error, order);
    throw error;
  }
}

function afterError(error: SesterceError, { attempt, random }: CreateOrder): CreateSent {
  const fault = apiFaultOf(error);
  if (error instanceof UnconfirmedCreateError) return { kind: "unconfirmed", fault };
  if (error.code === "refused") return { kind: "refused", fault };
  const waitMs = waitBeforeAnother(error, attempt, random);
  return waitMs === undefined ? { kind: "stop", fault } : { kind: "not-sent", fault, waitMs };
}
