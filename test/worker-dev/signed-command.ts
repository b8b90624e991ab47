/** A slash command as Slack sends it, signed: what `dev` prints to paste, and what the bench sends. */
import { createHmac } from "node:crypto";

export interface SlashCommand {
  readonly text: string;
  readonly userId: string;
  readonly teamId: string;
  readonly responseUrl: string;
}

export interface SignedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Slack lets a signature live for five minutes. `atMs`: ms since the epoch. */
export function signedCommand(command: SlashCommand, secret: string, atMs: number): SignedRequest {
  const timestamp = String(Math.floor(atMs / 1_000));
  const body = new URLSearchParams({
    command: "/gpu",
    text: command.text,
    team_id: command.teamId,
    user_id: command.userId,
    channel_id: "C0GENERAL",
    response_url: command.responseUrl,
    trigger_id: "1.2.3",
  }).toString();
  const signature = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
  return {
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
    },
  };
}

export function asCurl(url: string, { body, headers }: SignedRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `  -H '${name}: ${value}'`);
  return [`curl -i '${url}/slack/commands'`, ...lines, `  --data '${body}'`].join(" \\\n");
}
