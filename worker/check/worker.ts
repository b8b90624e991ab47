/**
 * The deployed Worker, when its address is given: its health, and whether its two shared secrets are the ones here.
 * A ping of GitHub's and an interaction of a kind that it ignores: it logs both, and does nothing.
 */
import { createHmac } from "node:crypto";
import { SECOND_MS } from "@sesterce-gpu/shared";
import * as z from "zod/mini";
import { ask, parseJson } from "./ask.ts";
import { type Finding, fine, untried, wrong } from "./finding.ts";
import { mendOf } from "./places.ts";
import type { Check, Setup } from "./setup.ts";

const HEALTH = "the Worker";
const SIGNING = "SLACK_SIGNING_SECRET";
const WEBHOOK = "GITHUB_WEBHOOK_SECRET";

export const workerCheck: Check = {
  name: HEALTH,
  needs: [],
  run: async (setup) => {
    const { url } = setup;
    if (url === null) {
      const how = "Run this again with --url https://<your-worker>.workers.dev";
      const secrets = findUntried(setup, `${how}: it sends the Worker a signed request.`);
      return [untried(HEALTH, "It was not asked.", `${how}.`), ...secrets];
    }
    const health = await findHealth(url, setup);
    if (!health.isOurs) {
      return [health.finding, ...findUntried(setup, "It needs the Worker's right address.")];
    }
    const secrets = [findSigning({ ...setup, url }), findWebhook({ ...setup, url })];
    return [health.finding, ...(await Promise.all(secrets)).flat()];
  },
};

/** What can be seen of the secrets without the Worker: their form. */
function findUntried(
  { settings: { slackEdge, githubWebhook }, faulty }: Setup,
  how: string,
): Finding[] {
  const found: Finding[] = [];
  if (slackEdge.ok && !faulty.has(SIGNING)) {
    const isUsual = slackEdge.value.signingSecrets.every((one) => /^[0-9a-f]{32}$/.test(one));
    const odd = "It is not 32 hexadecimal digits, as Slack's usually are: is it the right one?";
    found.push(untried(SIGNING, isUsual ? "Well-formed; Slack has no way to try it." : odd, how));
  }
  if (githubWebhook.ok && !faulty.has(WEBHOOK)) {
    const isShort = githubWebhook.value.secret.length < 20;
    const short = "It is short, and whoever guesses it can send us anything: openssl rand -hex 32.";
    found.push(untried(WEBHOOK, isShort ? short : "Well-formed.", how));
  }
  return found;
}

type Reached = Setup & { readonly url: string };

/** As `health.ts` writes it. */
const Health = z.object({
  ok: z.boolean(),
  mode: z.string(),
  lastSweepAt: z.nullable(z.string()),
  faults: z.array(z.string()),
});
type Health = z.infer<typeof Health>;

async function findHealth(
  url: string,
  setup: Setup,
): Promise<{ readonly isOurs: boolean; readonly finding: Finding }> {
  const answer = await ask({ method: "GET", url: `${url}/healthz`, headers: {} }, setup);
  const address = "npx --yes pnpm@12 run deploy prints the address.";
  if (!answer.ok) {
    const seen = `Not reached: ${answer.reason}.`;
    return { isOurs: false, finding: wrong(HEALTH, seen, `Is it deployed? ${address}`) };
  }
  const read = Health.safeParse(parseJson(answer.value.text));
  if (!read.success) {
    const seen = `${url}/healthz answered ${answer.value.status}, and not as our Worker does.`;
    return { isOurs: false, finding: wrong(HEALTH, seen, address) };
  }
  return { isOurs: true, finding: findInHealth(read.data, setup) };
}

function findInHealth({ ok, mode, lastSweepAt, faults }: Health, { settings }: Setup): Finding {
  if (faults.length > 0) {
    const [first = ""] = faults;
    const seen = `It runs, and these are missing there or malformed: ${faults.join(", ")}.`;
    return wrong(HEALTH, seen, `${first}: ${mendOf(first)}`);
  }
  const here = settings.reaper.ok ? settings.reaper.value.mode : mode;
  if (mode !== here) {
    const seen = `It runs in ${mode}; here REAPER_MODE is ${here}.`;
    return wrong(HEALTH, seen, "npx --yes pnpm@12 run deploy brings it there.");
  }
  if (ok) return fine(HEALTH, `Healthy, in ${mode}; last sweep at ${lastSweepAt}.`);
  const last =
    lastSweepAt === null ? "no sweep has succeeded yet" : `last good sweep at ${lastSweepAt}`;
  const mend =
    "The first sweep comes within two minutes of a deploy. After that: wrangler d1 migrations apply DB --remote, then wrangler tail tells why.";
  return wrong(HEALTH, `It runs in ${mode}, but ${last}.`, mend);
}

/** Each of a rotating pair must be let in. */
async function findSigning(setup: Reached): Promise<Finding[]> {
  const { slackEdge } = setup.settings;
  if (!slackEdge.ok || setup.faulty.has(SIGNING)) return [];
  const statuses = await Promise.all(
    slackEdge.value.signingSecrets.map((secret) => sendInteraction(secret, setup)),
  );
  const same = "The Worker has the same. That Slack signs with it, /gpu help tells.";
  const objections = statuses.flatMap((seen) => objectionOf(SIGNING, seen, 200) ?? []);
  return [objections[0] ?? fine(SIGNING, same)];
}

function sendInteraction(secret: string, { url, clock, ...deps }: Reached): Promise<Seen> {
  const timestamp = String(Math.floor(clock.now() / SECOND_MS));
  const body = new URLSearchParams({ payload: JSON.stringify({ type: "check" }) }).toString();
  const signature = hmac(secret, `v0:${timestamp}:${body}`);
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${signature}`,
  };
  return send({ url: `${url}/slack/interactions`, headers, body }, { ...deps, clock });
}

async function findWebhook(setup: Reached): Promise<Finding[]> {
  const { githubWebhook } = setup.settings;
  if (!githubWebhook.ok || setup.faulty.has(WEBHOOK)) return [];
  const body = JSON.stringify({ zen: "A check of the settings." });
  const headers = {
    "content-type": "application/json",
    "x-github-event": "ping",
    "x-github-delivery": "check",
    "x-hub-signature-256": `sha256=${hmac(githubWebhook.value.secret, body)}`,
  };
  const seen = await send({ url: `${setup.url}/github/webhooks`, headers, body }, setup);
  const same =
    "The Worker has the same. That GitHub has it, too: the webhook's Recent Deliveries show 202.";
  return [objectionOf(WEBHOOK, seen, 202) ?? fine(WEBHOOK, same)];
}

type Seen = number | string;

async function send(
  request: { url: string; headers: Record<string, string>; body: string },
  deps: Pick<Setup, "fetch" | "clock">,
): Promise<Seen> {
  const answer = await ask({ method: "POST", ...request }, deps);
  return answer.ok ? answer.value.status : answer.reason;
}

function objectionOf(name: string, seen: Seen, expected: number): Finding | undefined {
  if (seen === expected) return undefined;
  const set = `The same value on both sides: wrangler secret put ${name}`;
  if (seen === 401) return wrong(name, "The Worker has another one (401).", `${set}.`);
  if (seen === 503) return wrong(name, "It is not configured there (503).", `${set}.`);
  const what = typeof seen === "number" ? `The Worker answered ${seen}.` : `Not tried: ${seen}.`;
  return wrong(name, what, "wrangler tail shows why.");
}

const hmac = (secret: string, text: string): string =>
  createHmac("sha256", secret).update(text).digest("hex");
