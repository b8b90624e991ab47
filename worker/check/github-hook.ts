/** The App's webhook, as far as the App may see it: where it leads, how, and which events it sends. */
import { type Finding, fine, untried, wrong } from "./finding.ts";
import { type AskApp, HookConfig, type Installation } from "./github-ask.ts";
import type { Setup } from "./setup.ts";

const NAME = "App webhook";
const PATH = "/github/webhooks";
const EVENTS = { workflow_job: "Workflow job", workflow_run: "Workflow run" };
const PAGE = "Your App, General, Webhook";
const ELSEWHERE =
  "Webhooks of repositories or of the organization do as well; the App can't see those. README.md, Webhooks.";

interface Asked {
  readonly askApp: AskApp;
  readonly installation: Installation;
}

export async function findAppHook({ askApp, installation }: Asked, setup: Setup): Promise<Finding> {
  const config = await askApp("/app/hook/config", HookConfig);
  if (!config.ok) return untried(NAME, "The App shows none.", ELSEWHERE);
  const { url, content_type, secret } = config.value;
  if (!url) return untried(NAME, "The App has none.", ELSEWHERE);
  const lacking = Object.entries(EVENTS)
    .filter(([event]) => !installation.events.includes(event))
    .map(([, label]) => label);
  const objections = [
    ...objectionsToUrl(url, setup.url),
    ...(content_type === "json" ? [] : ["Its content type must be json"]),
    ...(secret ? [] : ["It has no secret: that must be GITHUB_WEBHOOK_SECRET"]),
    ...(lacking.length === 0 ? [] : [`It is not subscribed to ${lacking.join(", ")}`]),
  ];
  const seen = `It sends ${installation.events.join(", ") || "nothing"} to ${url}.`;
  if (objections.length === 0) return fine(NAME, seen);
  const where = lacking.length > 0 ? `${PAGE}; events: Permissions & events` : PAGE;
  return wrong(NAME, `${seen} ${objections.join(". ")}.`, `${where}.`);
}

function objectionsToUrl(url: string, worker: string | null): string[] {
  const isRight = worker === null ? url.endsWith(PATH) : url === `${worker}${PATH}`;
  return isRight
    ? []
    : [`It must lead to ${worker === null ? `${PATH} at the Worker's address` : worker + PATH}`];
}
