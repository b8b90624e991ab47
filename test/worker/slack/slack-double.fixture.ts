/** Slack's side of a call, scripted: what it answers in turn, and what it was sent. More calls than answers fail. */
import { VirtualClock } from "../../helpers/virtual-clock.ts";

export type Scripted = Response | Error | "hang";

export interface SentRequest {
  readonly url: string;
  readonly atMs: number;
  readonly headers: Headers;
  readonly redirect: string | undefined;
  readonly body: unknown;
}

export function slackDouble(...answers: readonly Scripted[]) {
  const clock = new VirtualClock();
  const left = [...answers];
  const sent: SentRequest[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { headers, redirect, body } = init ?? {};
    sent.push({
      url: String(input),
      atMs: clock.now(),
      headers: new Headers(headers),
      redirect,
      body: JSON.parse(String(body)),
    });
    const answer = left.shift();
    if (answer === undefined) throw new Error("Slack was not expected to be called.");
    if (answer instanceof Error) throw answer;
    return answer === "hang" ? new Promise<never>(() => {}) : answer;
  };
  return { fetch, clock, sent };
}

export const accepted = (): Response => new Response("ok");

export const refused = (error: string, more: object = {}): Response =>
  Response.json({ ok: false, error, ...more });

export const status = (code: number, text = "", headers: Record<string, string> = {}): Response =>
  new Response(text, { status: code, headers });
