/** One call of a method of Slack's that reads: the answer, or why there is none, told apart. */
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { type AskDeps, ask, parseJson } from "./ask.ts";

export interface SlackAccess {
  readonly apiUrl: string;
  readonly botToken: string;
}

export interface Said<T> {
  readonly value: T;
  /** What the token may do; undefined: Slack does not tell. */
  readonly scopes: readonly string[] | undefined;
}

export type SlackFault =
  /** In Slack's own word. */
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "busy" }
  /** `seen` is a sentence. */
  | { readonly kind: "unreachable"; readonly seen: string };

export interface Method<S extends z.ZodMiniType> {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly schema: S;
}

/** As a form: not every method that reads takes JSON. */
export async function callSlack<S extends z.ZodMiniType>(
  { name, fields, schema }: Method<S>,
  { apiUrl, botToken }: SlackAccess,
  deps: AskDeps,
): Promise<Result<Said<z.infer<S>>, SlackFault>> {
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    authorization: `Bearer ${botToken}`,
  };
  const body = new URLSearchParams(fields).toString();
  const answer = await ask({ method: "POST", url: `${apiUrl}/${name}`, headers, body }, deps);
  if (!answer.ok) return unreachable(`Slack was not reached: ${answer.reason}.`);
  const { status, text } = answer.value;
  if (status === 429) return fail({ kind: "busy" });
  const json = parseJson(text);
  const refusal = Refusal.safeParse(json);
  if (refusal.success) return fail({ kind: "refused", code: refusal.data.error });
  const read = schema.safeParse(json);
  if (!read.success || status !== 200) {
    return unreachable(`${apiUrl} answered ${status}, and not as Slack documents.`);
  }
  return ok({ value: read.data, scopes: scopesOf(answer.value.headers) });
}

const unreachable = (seen: string) => fail({ kind: "unreachable", seen } as const);

const scopesOf = (headers: Headers): string[] | undefined =>
  headers
    .get("x-oauth-scopes")
    ?.split(",")
    .map((scope) => scope.trim())
    .filter((scope) => scope !== "");

const Refusal = z.object({
  ok: z.literal(false),
  error: z.string().check(z.regex(/^[a-z0-9_]{1,80}$/)),
});
