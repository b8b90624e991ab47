/** What GitHub's client stands on here, and where a fault is mended that is not the credential's. Pure. */
import type { GitHubFault } from "../src/github/fault.ts";
import { reasonOf } from "./ask.ts";
import type { Finding } from "./finding.ts";
import type { Setup } from "./setup.ts";

/** What became of the token or the App. */
export interface Access {
  /** Repositories can be asked for. */
  readonly isLetIn: boolean;
  readonly findings: readonly Finding[];
}

/** Nothing here has a budget. */
export const worldOf = ({ fetch, clock }: Setup) => ({
  fetch: plain(fetch),
  clock,
  spend: () => true,
});

/** What the network says is told by its code: "fetch failed" alone helps nobody. */
const plain =
  (send: typeof fetch): typeof fetch =>
  async (input, init) => {
    try {
      return await send(input, init);
    } catch (error) {
      throw new Error(`no answer (${reasonOf(error)})`, { cause: error });
    }
  };

/** Undefined: it is about the credential itself. */
export function mendOfFault({ code }: GitHubFault): string | undefined {
  switch (code) {
    case "network":
    case "timeout":
      return "Is this computer online? GITHUB_API_URL is https://api.github.com unless you have set another. The credential was not tried.";
    case "unavailable":
      return "GitHub has a fault (https://www.githubstatus.com). Try again later.";
    case "unreadable":
      return "Does GITHUB_API_URL lead to GitHub's REST API?";
    default:
      return undefined;
  }
}
