/** What a GitHub App may ask about itself, with a JWT: no installation token is needed. */
import * as z from "zod/mini";
import { readAnswer } from "../src/github/answers.ts";
import { signAppJwt } from "../src/github/app-jwt.ts";
import { exchange } from "../src/github/exchange.ts";
import { faulty, type Heard } from "../src/github/fault.ts";
import type { GitHubAccess } from "../src/settings/index.ts";
import { worldOf } from "./github-fault.ts";
import type { Setup } from "./setup.ts";

export type AppAccess = Extract<GitHubAccess, { kind: "app" }>;

/** Source: docs.github.com/rest/apps/apps. */
export const App = z.object({ slug: z.optional(z.string()), name: z.string() });

export const Installation = z.object({
  account: z.nullable(z.object({ login: z.optional(z.string()) })),
  permissions: z.record(z.string(), z.string()),
  events: z.array(z.string()),
  repository_selection: z.string(),
  suspended_at: z.optional(z.nullable(z.string())),
});
export type Installation = z.infer<typeof Installation>;

/** Source: docs.github.com/rest/apps/webhooks. The secret comes as asterisks, or not at all. */
export const HookConfig = z.object({
  url: z.optional(z.nullable(z.string())),
  content_type: z.optional(z.nullable(z.string())),
  secret: z.optional(z.nullable(z.string())),
});

export type AskApp = <S extends z.ZodMiniType>(
  path: string,
  schema: S,
) => Promise<Heard<z.infer<S>>>;

export const askAs =
  (access: AppAccess, setup: Setup): AskApp =>
  async (path, schema) => {
    const jwt = await sign(access, setup, `GET ${path}`);
    if (!jwt.ok) return jwt;
    const question = { method: "GET", apiUrl: access.apiUrl, path, bearer: jwt.value } as const;
    const answer = await exchange({ ...question, uncached: true }, worldOf(setup));
    return answer.ok ? readAnswer(answer.value, schema) : answer;
  };

async function sign(access: AppAccess, { clock }: Setup, asked: string): Promise<Heard<string>> {
  try {
    return { ok: true, value: await signAppJwt(access, clock.now()) };
  } catch {
    // Nothing of what was thrown is told: it is about the key.
    return faulty("unauthorized", asked, "it is not a readable RSA key");
  }
}
