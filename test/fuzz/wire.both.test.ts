/** Whatever the API answers, the client gives a value that keeps its types' promises, or one of its errors. */
import {
  type CreateRequest,
  isSesterceError,
  type Machine,
  type Offer,
  type SesterceClient,
  type SesterceError,
  UnconfirmedCreateError,
} from "@sesterce-gpu/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyReplies, HostileApi, KEYS, type Reply, type Said } from "./hostile-api.ts";
import { realAnswers } from "./real-answers.ts";
import { runs } from "./runs.ts";

const ORDER: CreateRequest = {
  name: "a-name",
  cloudProvider: "cloud-7",
  instanceId: "H100",
  region: "dallas-usa-3",
  sshKey: "ssh-ed25519 AAAA",
};

type Outcome<T> = { readonly value: T } | { readonly error: SesterceError };

interface Heard<T> {
  readonly api: HostileApi;
  readonly outcome: Outcome<T>;
  readonly last: Reply | undefined;
}

async function outcomeOf<T>(work: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work };
  } catch (error) {
    if (isSesterceError(error)) return { error };
    throw error;
  }
}

/** `claim` holds whatever is answered to `operation`, and so does what holds for all of them. */
async function holds<T>(
  operation: string,
  ask: (client: SesterceClient) => Promise<T>,
  claim: (heard: Heard<T>) => void,
): Promise<void> {
  const seen = new Set<string>();
  const own = fc.constantFrom(...(realAnswers[operation] ?? []));
  const any = fc.constantFrom(...Object.values(realAnswers).flat());
  const replies = anyReplies(fc.oneof({ weight: 4, arbitrary: own }, any));
  await fc.assert(
    fc.asyncProperty(replies, fc.constantFrom(...KEYS), async (said, key) => {
      const api = new HostileApi(said, key);
      const outcome = await outcomeOf(ask(api.client()));
      seen.add("error" in outcome ? outcome.error.code : "value");
      if ("error" in outcome) expectTellable(outcome.error, key);
      claim({ api, outcome, last: api.heard.at(-1) });
    }),
    runs(60),
  );
  // It was not all refused, or all taken.
  expect(seen).toContain("value");
  expect(seen.size).toBeGreaterThan(3);
}

/** It can be logged as it is. */
function expectTellable(error: SesterceError, key: string): void {
  const texts = [error.apiMessage ?? "", error.stack ?? "", ...messagesOf(error)];
  for (const text of texts) {
    expect(text).not.toContain(key);
    expect(text).not.toContain(encodeURIComponent(key));
  }
  expect(messagesOf(error).join("")).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  expect(error.message.length).toBeLessThan(1_000);
  const { retryAfterMs = 0 } = error;
  expect(Number.isFinite(retryAfterMs) && retryAfterMs >= 0).toBe(true);
}

function messagesOf(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...messagesOf(error.cause)] : [];
}

const isPrice = (usd: number): boolean => Number.isFinite(usd) && usd >= 0;

function expectOffer(offer: Offer): void {
  expect(isPrice(offer.hourlyPrice)).toBe(true);
  expect(isPrice(offer.gpuCount)).toBe(true);
  for (const id of [offer.instanceId, offer.cloud._id]) expect(id).not.toBe("");
  for (const { region } of offer.availability) expect(region).not.toBe("");
  const { ramGB, storageGB, vCpu, vRamGB } = offer.configuration;
  expect([ramGB, storageGB, vCpu, vRamGB].every(Number.isFinite)).toBe(true);
}

function expectMachine({ _id, hourlyPrice, sshPort, gpuCount }: Machine): void {
  expect(_id).toMatch(/^[^\s/?#\\]{1,200}$/u);
  const { pathname } = new URL(`https://api.example.test/a/${encodeURIComponent(_id)}`);
  expect(decodeURIComponent(pathname)).toBe(`/a/${_id}`);
  expect(hourlyPrice === null || isPrice(hourlyPrice)).toBe(true);
  for (const number of [sshPort, gpuCount]) expect(Number.isFinite(number ?? 0)).toBe(true);
}

const isSaid = (reply: Reply | undefined): reply is Said =>
  typeof reply === "object" && "status" in reply;
const statusOf = (reply: Reply | undefined): number => (isSaid(reply) ? reply.status : 0);
const isWhole = (reply: Reply | undefined): boolean =>
  isSaid(reply) && (reply.fate === "whole" || [204, 205, 304].includes(reply.status));

describe("whatever the API answers", () => {
  it("to offers, each has its ids and a price", async () => {
    await holds(
      "offers",
      (client) => client.offers(),
      ({ outcome }) => {
        if ("value" in outcome) for (const offer of outcome.value) expectOffer(offer);
      },
    );
  });

  it("to list, each machine has an id that can be asked for", async () => {
    await holds(
      "list",
      (client) => client.survey(),
      ({ outcome }) => {
        if (!("value" in outcome)) return;
        for (const machine of outcome.value.rows) expectMachine(machine);
        expect(outcome.value.unreadable).toBeGreaterThanOrEqual(0);
      },
    );
  });

  it("to get, nothing is only what the API's own 404 says", async () => {
    await holds(
      "get",
      (client) => client.get("id-1"),
      ({ outcome, last }) => {
        if (!("value" in outcome)) return;
        if (outcome.value) expectMachine(outcome.value);
        else expect([statusOf(last), isWhole(last)]).toEqual([404, true]);
      },
    );
  });

  it("to delete, it was accepted only by a 2xx, and not found only by a 404", async () => {
    await holds(
      "delete",
      (client) => client.delete("id-1"),
      ({ outcome, last }) => {
        if (!("value" in outcome)) return;
        const status = outcome.value === "not-found" ? [404] : [200, 299];
        expect(isWhole(last)).toBe(true);
        expect(statusOf(last)).toBeGreaterThanOrEqual(status[0] ?? 0);
        expect(statusOf(last)).toBeLessThanOrEqual(status.at(-1) ?? 0);
      },
    );
  });

  it("to create, it was sent once, and is refused only by what says so", async () => {
    await holds(
      "create",
      (client) => client.create(ORDER),
      ({ api, outcome, last }) => {
        expect(api.asked).toEqual(["POST https://api.example.test/gpu-cloud/instances"]);
        expect(statedOf(outcome)).toBe(expectedOf(last, outcome));
        if ("value" in outcome) expectMachine(outcome.value);
      },
    );
  });
});

type Stated = "landed" | "unconfirmed" | "not-landed";

function statedOf<T>(outcome: Outcome<T>): Stated {
  if ("value" in outcome) return "landed";
  return outcome.error instanceof UnconfirmedCreateError ? "unconfirmed" : "not-landed";
}

const NEVER_SENT = ["ECONNREFUSED", "ENOTFOUND"];

/** Of a create: whatever does not clearly say that there is no machine leaves it open. */
function expectedOf<T>(reply: Reply | undefined, outcome: Outcome<T>): Stated {
  if (typeof reply === "object" && "lost" in reply) {
    return NEVER_SENT.includes(reply.lost) ? "not-landed" : "unconfirmed";
  }
  const status = statusOf(reply);
  if (!isWhole(reply)) return "unconfirmed";
  if (status >= 200 && status < 300) return "value" in outcome ? "landed" : "unconfirmed";
  return status >= 400 && status < 500 && status !== 408 ? "not-landed" : "unconfirmed";
}
