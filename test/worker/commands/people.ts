/** The whole Worker, and people who type and click in its Slack. */
import { HOUR_MS, type Owner } from "@sesterce-gpu/shared";
import { signedAction } from "../../../worker/src/slack/signed-request.fixture.ts";
import type { Reply } from "../../simulator/slack/index.ts";
import { type Button, buttonsOf } from "../reaper/slack-text.ts";
import { ourTeamHash, simulatedWorker, type WorkerOptions } from "../simulated-worker.ts";

export const OPERATOR = "U0OPERATOR";
export const RENTER = "U0RENTER";
export const OTHER = "U0OTHER";
export const CHANNEL = "C0REPORTS";

export const personOf = async (userId: string): Promise<Owner> => ({
  kind: "person",
  teamHash: await ourTeamHash(),
  userId,
});

export const WORKFLOW: Owner = {
  kind: "workflow",
  repositoryId: 1_001,
  runId: 7,
  attempt: 1,
  jobId: 42,
};

export interface Place {
  readonly isEphemeral?: boolean;
  readonly teamId?: string;
}

export type People = Awaited<ReturnType<typeof people>>;

export async function people(options: WorkerOptions = {}) {
  const env = { REAPER_REPOSITORIES: "1001", SLACK_RENTERS: RENTER, ...options.env };
  const worker = await simulatedWorker({ random: counting(), ...options, env });
  const { clock, slack } = worker;
  await worker.sweep();

  /** All that is said to somebody who clicks; nothing, if nothing is. */
  const clicks = async (
    { actionId, value }: Button,
    userId: string,
    { isEphemeral = true, teamId }: Place = {},
  ): Promise<readonly Reply[]> => {
    const responseUrl = slack.mintResponseUrl();
    const team = teamId === undefined ? {} : { teamId };
    const at = { responseUrl, nowMs: clock.now() };
    await worker.send(await signedAction({ actionId, value, userId, isEphemeral, ...at, ...team }));
    return slack.replies(responseUrl);
  };
  const click = async (button: Button, userId: string, place: Place = {}): Promise<Reply> => {
    const reply = (await clicks(button, userId, place)).at(-1);
    if (!reply) throw new Error("Nothing was answered in Slack.");
    return reply;
  };
  return {
    ...worker,
    clicks,
    click,
    /** A machine that somebody has rented an hour ago, for two, and that was seen. */
    rent: async (who: Owner | string, leaseMs = 2 * HOUR_MS): Promise<string> => {
      const [id = ""] = await worker.seed([{ who, ageMs: HOUR_MS, leaseMs }]);
      await worker.sweep();
      return id;
    },
    /** Ids of the machines that run. */
    alive: () => worker.cloud.billedNow().map(({ id }) => id),
  };
}

/** The button of a message whose action id begins so. */
export function buttonIn(message: Parameters<typeof buttonsOf>[0], actionId: string): Button {
  const found = buttonsOf(message).find((button) => button.actionId.startsWith(actionId));
  if (!found) throw new Error(`There is no button ${actionId} in: ${message.text}`);
  return found;
}

/** Numbers in [0, 1) that don't repeat soon. */
function counting(): () => number {
  let last = 0;
  return () => {
    last = (last * 1_103_515_245 + 12_345) % 2_147_483_648;
    return last / 2_147_483_648;
  };
}
