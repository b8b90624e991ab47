/** Faults of the way to GitHub and of its front: the answer does not (quite) come. */
import { ConnectionFault, untilHangUp } from "../../connection.ts";
import { page, refusal } from "../answer.ts";
import { EVERY_OPERATION, type Registry } from "./definition.ts";

const anywhere = { on: EVERY_OPERATION } as const;

export const connectionFaults: Registry<"unavailable" | "hang" | "network" | "html" | "cut-json"> =
  {
    unavailable: {
      ...anywhere,
      doc: "A 5xx in JSON",
      params: "`status` = 503",
      script: ({ status = 503 }) => ({ before: () => refusal(status, "Server Error") }),
    },
    hang: {
      ...anywhere,
      doc: "Nothing comes for `ms`, or until the client hangs up; then the answer is as of then",
      params: "`ms` = for ever",
      script: ({ ms }) => ({
        async before({ signal }, { clock }) {
          await (ms === undefined ? untilHangUp(signal) : clock.sleep(ms));
          return undefined;
        },
      }),
    },
    network: {
      ...anywhere,
      doc: "The connection is lost before an answer, or with `code` ECONNREFUSED never made (no entry in the journal)",
      params: '`code` = "ECONNRESET"',
      script: ({ code = "ECONNRESET" }) => ({
        before() {
          throw new ConnectionFault(code);
        },
      }),
    },
    html: {
      ...anywhere,
      doc: "A page in HTML instead of JSON, whatever the status says",
      params: "`status` = 200",
      script: ({ status = 200 }) => ({ before: () => page(status) }),
    },
    "cut-json": {
      ...anywhere,
      doc: "The answer's body ends too early: JSON that does not parse",
      params: "`keep` = 0.5 of the body",
      script: ({ keep = 0.5 }) => ({
        async after(_call, answer) {
          const text = await answer.text();
          const { status, headers } = answer;
          return new Response(text.slice(0, Math.floor(text.length * keep)), { status, headers });
        },
      }),
    },
  };
