/** GitHub: whether the token or the App is let in, may read what it has to and no more, and sees each repository. */
import { createGitHubMemory, GitHubClient } from "../src/github/client.ts";
import { type Finding, untried } from "./finding.ts";
import { findApp } from "./github-app.ts";
import { worldOf } from "./github-fault.ts";
import { findRepositories } from "./github-repositories.ts";
import { findToken } from "./github-token.ts";
import type { Check, Setup } from "./setup.ts";

export const githubCheck: Check = {
  name: "GitHub",
  needs: ["GITHUB_TOKEN", "GITHUB_API_URL"],
  run: (setup) => findAccess(setup),
};

async function findAccess(setup: Setup): Promise<Finding[]> {
  const { github } = setup.settings;
  if (!github.ok) {
    const names = github.reason.map(({ variable }) => variable).join(", ");
    return [untried("GitHub", `To be mended first: ${names}.`)];
  }
  const access = github.value;
  const isApp = access.kind === "app";
  const { findings, isLetIn } = isApp
    ? await findApp(access, setup)
    : await findToken(access, setup);
  if (!isLetIn) return [...findings, untried("repositories", "They need access to GitHub.")];
  const client = new GitHubClient(access, { ...worldOf(setup), memory: createGitHubMemory() });
  return [...findings, ...(await findRepositories({ client, isApp }, setup))];
}
