/** Requests as Slack sends them, signed; tests change one thing in them. */

export interface SignedBody {
  readonly path: "/slack/commands" | "/slack/interactions";
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly secret?: string;
  /** When Slack sent it; by default when the virtual clock starts. */
  readonly nowMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Call {
  readonly userId?: string;
  readonly teamId?: string;
  readonly secret?: string;
  readonly nowMs?: number;
  readonly responseUrl?: string;
}

export const TEAM = "T0TEAM";
export const USER = "U0OPERATOR";
export const SECRET = "simulated-signing-secret";
export const NOW_MS = Date.UTC(2026, 0, 1, 12);
export const RESPONSE_URL = "https://hooks.slack.com/commands/T0TEAM/1/simulated";
export const FORM = "application/x-www-form-urlencoded";

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The value of X-Slack-Signature. */
export async function signatureOf(
  body: Uint8Array,
  { secret = SECRET, timestamp }: { secret?: string | undefined; timestamp: string },
): Promise<string> {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytesOf(secret), hmac, false, ["sign"]);
  const signed = new Uint8Array([...bytesOf(`v0:${timestamp}:`), ...body]);
  const digest = new Uint8Array(await crypto.subtle.sign("HMAC", key, signed));
  return `v0=${Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

export async function signedRequest(request: SignedBody): Promise<Request> {
  const { path, body, secret, nowMs = NOW_MS, headers } = request;
  const bytes = typeof body === "string" ? bytesOf(body) : body;
  const timestamp = String(Math.floor(nowMs / 1_000));
  return new Request(`https://worker.test${path}`, {
    method: "POST",
    body: bytes,
    headers: {
      "content-type": FORM,
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": await signatureOf(bytes, { secret, timestamp }),
      ...headers,
    },
  });
}

export const commandFields = ({
  text = "help",
  userId = USER,
  teamId = TEAM,
  responseUrl = RESPONSE_URL,
}: Call & { readonly text?: string } = {}): Record<string, string> => ({
  token: "simulated-verification-token",
  team_id: teamId,
  team_domain: "simulated",
  channel_id: "C0CHANNEL",
  channel_name: "gpu",
  user_id: userId,
  user_name: "operator",
  command: "/gpu",
  text,
  api_app_id: "A0APP",
  is_enterprise_install: "false",
  response_url: responseUrl,
  trigger_id: "1.2.simulated",
});

/** A person's `/gpu <text>`. */
export const signedCommand = (call: Call & { readonly text?: string } = {}): Promise<Request> =>
  signedRequest({
    path: "/slack/commands",
    body: new URLSearchParams(commandFields(call)).toString(),
    ...signing(call),
  });

export interface Click extends Call {
  readonly actionId?: string;
  readonly value?: string;
  /** Whether the message with the button is; answers to commands are. */
  readonly isEphemeral?: boolean;
}

export const clickPayload = ({
  userId = USER,
  teamId = TEAM,
  responseUrl = RESPONSE_URL,
  actionId = "run:list",
  value = "list",
  isEphemeral = true,
}: Click = {}) => ({
  type: "block_actions",
  user: { id: userId, username: "operator", name: "operator", team_id: teamId },
  api_app_id: "A0APP",
  token: "simulated-verification-token",
  container: {
    type: "message",
    message_ts: "1767268800.000100",
    channel_id: "C0CHANNEL",
    is_ephemeral: isEphemeral,
  },
  trigger_id: "1.2.simulated",
  team: { id: teamId, domain: "simulated" },
  enterprise: null,
  is_enterprise_install: false,
  channel: { id: "C0CHANNEL", name: "gpu" },
  response_url: responseUrl,
  actions: [
    { action_id: actionId, block_id: "b1", value, type: "button", action_ts: "1767268801.0001" },
  ],
});

/** A payload of an interaction as Slack wraps it. */
export const signedInteraction = (payload: unknown, call: Call = {}): Promise<Request> =>
  signedRequest({
    path: "/slack/interactions",
    body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
    ...signing(call),
  });

/** A click on a button. */
export const signedAction = (click: Click = {}): Promise<Request> =>
  signedInteraction(clickPayload(click), click);

const signing = ({ secret = SECRET, nowMs = NOW_MS }: Call) => ({ secret, nowMs });
