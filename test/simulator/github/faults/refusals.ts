/** Faults that say no in GitHub's own JSON, although all is well. */
import { badCredentials, notFound, refusal } from "../answer.ts";
import { EVERY_OPERATION, READS, type Registry } from "./definition.ts";

const SECONDARY =
  "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

export const refusalFaults: Registry<
  "not-found" | "unauthorized" | "forbidden" | "secondary-limit" | "quota-low"
> = {
  "not-found": {
    doc: "404, although it is there and may be seen",
    params: "",
    on: EVERY_OPERATION,
    script: () => ({ before: notFound }),
  },
  unauthorized: {
    doc: "401 Bad credentials, although the token is good",
    params: "",
    on: EVERY_OPERATION,
    script: () => ({ before: badCredentials }),
  },
  forbidden: {
    doc: "403, as when the app lacks a permission",
    params: '`message` = "Resource not accessible by integration"',
    on: EVERY_OPERATION,
    script: ({ message = "Resource not accessible by integration" }) => ({
      before: () => refusal(403, message),
    }),
  },
  "secondary-limit": {
    doc: "Too much at once: refused with a Retry-After (seconds or an HTTP date), quota or not",
    params: "`status` = 403, `retryAfter` = 60; null = no header",
    on: EVERY_OPERATION,
    script: ({ status = 403, retryAfter = 60 }) => ({
      before: () => {
        const headers = retryAfter === null ? {} : { "retry-after": String(retryAfter) };
        return refusal(status, SECONDARY, headers);
      },
    }),
  },
  "quota-low": {
    doc: "Others have used up the quota: after this answer `remaining` requests are left of the hour",
    params: "`remaining` = 0",
    on: READS,
    script: ({ remaining = 0 }) => ({
      before({ now }, { quota }) {
        quota.leave(remaining + 1, now); // this one is counted, too
        return undefined;
      },
    }),
  },
};
