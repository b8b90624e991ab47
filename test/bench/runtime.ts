/** The Worker as `wrangler dev` runs it, with a simulated Sesterce whose fleet can grow, and that can hang. */
import { startLocalWorker } from "../worker-dev/local-worker.ts";
import { signedCommand } from "../worker-dev/signed-command.ts";
import { localVariables, TEAM_ID } from "../worker-dev/variables.ts";
import { ReplyBox } from "./reply-box.ts";
import { openCloud } from "./runtime-cloud.ts";

export interface Runtime {
  /** Rents machines until there are so many. */
  growTo(machines: number): Promise<void>;
  /** From now on Sesterce answers nothing. */
  hang(): void;
  /** One `/gpu list` until its answer has arrived at the response_url. */
  list(): Promise<void>;
  /** One `/gpu list` until its acknowledgement, in ms. */
  acknowledge(): Promise<number>;
}

export async function withRuntime<T>(measure: (runtime: Runtime) => Promise<T>): Promise<T> {
  const cloud = await openCloud();
  const box = await ReplyBox.open();
  const variables = localVariables({
    sesterce: cloud.url,
    slack: box.url,
    github: box.url,
    apiKey: cloud.apiKey,
  });
  const worker = await startLocalWorker({ variables });
  const secret = variables.SLACK_SIGNING_SECRET;
  const send = () => sendList({ worker: worker.url, box: box.url, secret });
  try {
    return await measure({
      growTo: cloud.growTo,
      hang: cloud.hang,
      list: async () => {
        const reply = box.next();
        await send();
        await reply;
      },
      acknowledge: async () => {
        const startedAt = performance.now();
        await send();
        return performance.now() - startedAt;
      },
    });
  } finally {
    await worker.close();
    await Promise.all([box.close(), cloud.close()]);
  }
}

interface Way {
  readonly worker: string;
  readonly box: string;
  readonly secret: string;
}

async function sendList({ worker, box, secret }: Way): Promise<void> {
  const command = { text: "list", userId: "U0BENCH", teamId: TEAM_ID, responseUrl: `${box}/reply` };
  const answer = await fetch(`${worker}/slack/commands`, {
    method: "POST",
    ...signedCommand(command, secret, Date.now()),
  });
  if (answer.status !== 200) throw new Error(`The Worker answered ${answer.status}.`);
  await answer.text();
}
