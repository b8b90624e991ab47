/** Each repository whose machines are ours: whether it is seen, and its runs with it. */
import type { GitHubClient } from "../src/github/client.ts";
import { formatFault, type GitHubFault } from "../src/github/fault.ts";
import type { Repository } from "../src/settings/index.ts";
import { type Finding, fine, sentence, untried, wrong } from "./finding.ts";
import { mendOfFault } from "./github-fault.ts";
import { mendOf } from "./places.ts";
import type { Setup } from "./setup.ts";

const NAME = "REAPER_REPOSITORIES";
const AT_ONCE = 5;

interface Access {
  readonly client: GitHubClient;
  readonly isApp: boolean;
}

export async function findRepositories(access: Access, setup: Setup): Promise<Finding[]> {
  const { reaper } = setup.settings;
  if (setup.faulty.has(NAME) || !reaper.ok) return [];
  const { repositories } = reaper.value;
  if (repositories.length === 0) {
    const seen =
      "It names none: the machines of all workflows count as foreign, and none is ended.";
    return [untried(NAME, seen, mendOf(NAME))];
  }
  const found: Finding[] = [];
  for (let at = 0; at < repositories.length; at += AT_ONCE) {
    const some = repositories.slice(at, at + AT_ONCE);
    found.push(...(await Promise.all(some.map((one) => findRepository(one, access)))));
  }
  return [...found, ...findQuota(access)];
}

async function findRepository(wanted: Repository, { client, isApp }: Access): Promise<Finding> {
  const label = "id" in wanted ? String(wanted.id) : wanted.fullName;
  const name = `repository ${label}`;
  const heard = await ("id" in wanted
    ? client.repository(wanted.id)
    : client.repositoryByName(wanted.fullName));
  if (!heard.ok) return findUnseen(name, heard.reason, isApp);
  const { id, fullName } = heard.value;
  const runs = await client.latestRuns(id);
  if (!runs.ok) return findUnreadable(name, runs.reason, isApp);
  const isRenamed = "fullName" in wanted && wanted.fullName !== fullName.toLowerCase();
  const better = `It is called ${fullName} now: write that, or ${id}, which outlives names.`;
  const seen = `${fullName} (${id}) is seen, and its runs.`;
  return fine(name, seen, isRenamed ? better : undefined);
}

const accessPage = (isApp: boolean): string =>
  isApp
    ? "The installation's page (Settings, GitHub Apps or Applications, Configure), Repository access: add it."
    : "The token's page (https://github.com/settings/personal-access-tokens), Resource owner and Repository access: add it.";

function findUnseen(name: string, fault: GitHubFault, isApp: boolean): Finding {
  if (fault.code === "rate-limited") return untried(name, sentence(formatFault(fault)));
  if (fault.code !== "not-found") {
    return wrong(name, sentence(formatFault(fault)), mendOfFault(fault) ?? accessPage(isApp));
  }
  const seen =
    "GitHub shows no such repository (404): it is misspelt, or not among those that we may read.";
  return wrong(name, seen, accessPage(isApp));
}

function findUnreadable(name: string, fault: GitHubFault, isApp: boolean): Finding {
  const isDenied = fault.code === "forbidden" || fault.code === "not-found";
  const page = isApp ? "Your App, Permissions & events" : "The token's page";
  const denied = `${page}, Repository permissions, Actions: read-only.`;
  const seen = sentence(`The repository is seen, its runs are not: ${formatFault(fault)}`);
  return wrong(name, seen, isDenied ? denied : (mendOfFault(fault) ?? denied));
}

const QUOTA = "GitHub quota";
/** As the sweep: with less it believes nothing. */
const LEAST = 100;

/** A token's is told beside it already. */
function findQuota({ client, isApp }: Access): Finding[] {
  const left = client.quotaRemaining();
  if (left === null) return [];
  if (left >= LEAST) return isApp ? [fine(QUOTA, `${left} requests are left this hour.`)] : [];
  const seen = `${left} requests are left this hour: with less than ${LEAST} the sweep ends nothing for GitHub's sake.`;
  return [wrong(QUOTA, seen, "Who else uses this credential? It renews itself within the hour.")];
}
