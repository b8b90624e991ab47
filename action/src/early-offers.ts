/**
 * Asks for the offers before the rest of the action is loaded: parsing and evaluating it takes longer than
 * a request needs to leave, and then goes on while the API answers. A GET only; it rents nothing.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { OFFERS_PATH, REDIRECT, requestHeaders } from "@sesterce-gpu/shared/request";
import { isApiUrl, isToken, withoutTrailingSlash } from "./inputs/api-text.ts";
import { USER_AGENT } from "./user-agent.ts";

export interface EarlyOffers {
  /** Resolves when the request has left, or will not. */
  readonly hasLeft: Promise<unknown>;
  /** `fetch`, but the first GET of the offers gets the answer that is under way. */
  readonly fetch: typeof fetch;
  /** Drops an answer that nobody has asked for. */
  drop(): void;
}

/** Published by Node's fetch when the headers of a request have been written. */
const SENT = "undici:client:sendHeaders";

/** Undefined when key or URL are not fit to be used; who reads the inputs says so. */
export function askEarly(
  apiKey: string,
  apiUrl: string,
  send: typeof fetch = fetch,
): EarlyOffers | undefined {
  if (!isToken(apiKey) || !isApiUrl(apiUrl)) return undefined;
  const url = `${withoutTrailingSlash(apiUrl)}${OFFERS_PATH}`;
  const abort = new AbortController();
  const sent = onceSent();
  const headers = requestHeaders(apiKey, USER_AGENT);
  const answer = send(url, { headers, redirect: REDIRECT, signal: abort.signal });
  answer.catch(() => {}); // Whoever asks for it hears of it.
  return {
    hasLeft: Promise.race([sent, answer.catch(() => {})]),
    fetch: answeringFirst(url, answer, send),
    drop: () => abort.abort(),
  };
}

function onceSent(): Promise<void> {
  return new Promise((resolve) => {
    const onSent = () => {
      unsubscribe(SENT, onSent);
      resolve();
    };
    subscribe(SENT, onSent);
  });
}

/**
 * No Request is made of what comes in: fetch follows the signal of one only as long as somebody holds it,
 * and an abort would be lost.
 */
function answeringFirst(url: string, early: Promise<Response>, send: typeof fetch): typeof fetch {
  let isAsked = false;
  return (input, init) => {
    const given =
      input instanceof Request ? input : { method: "GET", url: String(input), signal: null };
    const isIt = given.url === url && (init?.method ?? given.method).toUpperCase() === "GET";
    if (isAsked || !isIt) return send(input, init);
    isAsked = true;
    const signal = init?.signal ?? given.signal;
    return signal ? Promise.race([early, rejectWhenAborted(signal)]) : early;
  };
}

const rejectWhenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
