/** What went wrong, in words: what happened, which machine and what it costs, what to do next. Pure. */
import {
  type Attempt,
  formatCandidate,
  isSesterceError,
  type MachineFailure,
  oneLine,
  type ProvisionFailure,
  type SesterceError,
} from "@sesterce-gpu/shared";
import { Cancelled } from "../host.ts";
import type { Inputs } from "../inputs/inputs.ts";
import { noOfferLines } from "./misses.ts";

/** Why a machine was given back, as a clause about it. */
export function machineFailureText(failure: MachineFailure): string {
  switch (failure.code) {
    case "error":
      return "went into status error";
    case "gone":
      return "disappeared from the account (deleted by somebody, or the balance ran out)";
    case "not-ready":
      return `was not ready within ready-timeout: ${failure.detail}`;
    case "unsafe-address":
      return `has an address that can't be used: ${failure.detail}`;
    case "too-few-gpus":
      return `does not show all its GPUs: ${failure.detail}`;
    case "host-key-changed":
      return `answers with another host key than at first: ${failure.detail}`;
  }
}

/** A problem in words for the user; the step fails with them. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** What makes a step fail, in words. */
export function errorText(error: unknown): string {
  if (error instanceof Refusal || error instanceof Cancelled) return error.message;
  if (isSesterceError(error)) return apiErrorText(error);
  return `Something in this action broke: ${error instanceof Error ? error.message : String(error)}. The post step deletes what was rented. Please report this.`;
}

/** Of post and the release action: what is unexpected there leaves open what became of the machine. */
export const cleanUpText = (error: unknown): string =>
  `The clean-up broke: ${error instanceof Error ? error.message : String(error)}. Unless a line above says that it is deleted, a machine may run, and cost: look in the Sesterce console. Please report this.`;

/** How an attempt ended, as a clause. */
export function attemptText({ outcome }: Attempt): string {
  switch (outcome.kind) {
    case "ready":
      return "ready";
    case "refused":
      return `refused: ${outcome.error.apiMessage || outcome.error.message}`;
    case "unconfirmed":
      return `unconfirmed, and no machine showed in 20 s: ${outcome.error.message}`;
    case "failed":
      return `given back, it ${machineFailureText(outcome.failure)}`;
  }
}

/** The step's error, one line or more. */
export function provisionFailureText(
  failure: ProvisionFailure,
  inputs: Inputs,
  attempts: readonly Attempt[] = [],
): string {
  const reasons = reasonLines(attempts).join("\n");
  switch (failure.code) {
    case "no-offer":
      return attempts.length === 0
        ? noOfferLines(failure.choice, inputs.requirements, failure.waitedMs).join("\n")
        : `No machine could be had, and no offer is left that fits. Tried:\n${reasons}`;
    case "attempts-used":
      return `No machine got ready: ${failure.tried} tried, as \`max-attempts\` allows, and all given back.\n${reasons}`;
    case "creates-used":
      return `No machine could be had in ${failure.sent} create requests, the most for one lease.\n${reasons}`;
    case "request-refused":
      return `Three offers in a row were refused in the same words. ${failure.error.message} If that is not about capacity, the request is wrong${checkText(inputs)}; if it is, set \`capacity-wait\`, or widen \`gpu\` or \`regions\`.`;
    case "name-changed":
      return `Sesterce made machine ${oneLine(failure.id, 60)} under the name ${JSON.stringify(oneLine(failure.got, 80))} in place of ${failure.sent}. We could not find it again by that name, so it is being deleted, and the post step looks after it. Please report this.`;
  }
}

const MOST_REASONS = 5;

function reasonLines(attempts: readonly Attempt[]): string[] {
  return attempts
    .slice(-MOST_REASONS)
    .map((attempt) => `- ${formatCandidate(attempt.candidate)}: ${attemptText(attempt)}`);
}

/** Only what was given can be at fault. */
function checkText({ requirements, dockerImage, volumeId, sshKeyId }: Inputs): string {
  const given: readonly (readonly [string, boolean])[] = [
    ["os", requirements.osPrefix !== undefined],
    ["cloud-init", requirements.needsCloudInit],
    ["docker-image", dockerImage !== undefined],
    ["volume-id", volumeId !== undefined],
    ["ssh-key-id", sshKeyId !== undefined],
  ];
  const names = given.flatMap(([name, isGiven]) => (isGiven ? [`\`${name}\``] : []));
  return names.length === 0 ? "" : `: check ${names.join(", ")}`;
}

/** What the API said, and what to do about it. */
export function apiErrorText(error: SesterceError): string {
  const advice = ADVICE[error.code];
  return advice === undefined ? error.message : `${error.message} ${advice}`;
}

const ADVICE: Partial<Record<SesterceError["code"], string>> = {
  "key-refused": "Check the secret behind the `api-key` input, and that the key is still valid.",
  balance: "Top up the Sesterce account, or lower `max-hourly-price`.",
  blocked: "Try again later; if it lasts, tell Sesterce's support the runner's region.",
  "rate-limited": "Run fewer jobs at once with this key, or try again later.",
  network: "Check that the runner can reach `api-url`.",
  timeout: "Try again later.",
  unavailable: "Try again later.",
  "unreadable-answer": "Check `api-url`; if it is right, Sesterce's API has changed.",
  "unconfirmed-create":
    "The post step of this action looks for the machine and deletes it if it shows.",
};
