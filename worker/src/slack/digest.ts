/** Posts the day's digest into the channel. Thin. */
import { oneLine } from "@sesterce-gpu/shared";
import type { PostDigest } from "../fleet/digest.ts";
import type { TellDeps } from "./report.ts";
import { digestView } from "./views/digest.ts";

export const createPostDigest =
  ({ api, channelId }: TellDeps): PostDigest =>
  async (digest) => {
    const sent = await api.postMessage({ channel: channelId }, digestView(digest));
    if (sent.ok) return { ok: true };
    const { method, code, details } = sent.reason;
    return { ok: false, detail: oneLine([`${method}: ${code}`, ...details].join("; ")) };
  };
