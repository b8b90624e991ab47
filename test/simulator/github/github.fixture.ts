/** A simulated GitHub in virtual time with raw calls to it: what its own tests start from. */
import { VirtualClock } from "../../helpers/virtual-clock.ts";
import { createGitHubEnd } from "./github-end.ts";
import { GITHUB_TOKEN, type GitHubEndOptions } from "./options.ts";

export const HEADERS = { authorization: `Bearer ${GITHUB_TOKEN}`, "user-agent": "reaper-test" };

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON; undefined when it is empty or does not parse. */
  readonly body: unknown;
}

export type Hub = ReturnType<typeof hub>;

/** With the repository acme/models, a run of it, and the run's jobs `train` and `lint` in progress. */
export function hub(options: Partial<GitHubEndOptions> = {}) {
  const clock = new VirtualClock();
  const github = createGitHubEnd({ clock, ...options });
  const repository = github.world.addRepository({ owner: "acme", name: "models" });
  const run = github.world.startRun({ repository: repository.id, jobs: ["train", "lint"] });
  const [train = 0, lint = 0] = run.attempts.flatMap(({ jobs }) => jobs.map(({ id }) => id));
  const call = async (path: string, init: RequestInit = {}): Promise<Heard> => {
    const answer = await github.fetch(`${github.options.baseUrl}${path}`, {
      headers: HEADERS,
      ...init,
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parse(text) };
  };
  const root = `/repos/acme/models`;
  const actions = `${root}/actions`;
  return {
    clock,
    github,
    world: github.world,
    faults: github.faults,
    repository,
    run,
    train,
    lint,
    call,
    root,
    jobPath: (id: number = train) => `${actions}/jobs/${id}`,
    runPath: (rest = "") => `${actions}/runs/${run.id}${rest}`,
    runsPath: (query = "") => `${actions}/runs${query}`,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
