/** How a repository and its owner look on the wire: all that GitHub's description requires. Pure. */
import type { Repository } from "./state.ts";

/** What follows the repository's own URL in its `…_url`; templates as GitHub writes them. */
const PLACES = {
  archive: "/{archive_format}{/ref}",
  assignees: "/assignees{/user}",
  blobs: "/git/blobs{/sha}",
  branches: "/branches{/branch}",
  collaborators: "/collaborators{/collaborator}",
  comments: "/comments{/number}",
  commits: "/commits{/sha}",
  compare: "/compare/{base}...{head}",
  contents: "/contents/{+path}",
  contributors: "/contributors",
  deployments: "/deployments",
  downloads: "/downloads",
  events: "/events",
  forks: "/forks",
  git_commits: "/git/commits{/sha}",
  git_refs: "/git/refs{/sha}",
  git_tags: "/git/tags{/sha}",
  hooks: "/hooks",
  issue_comment: "/issues/comments{/number}",
  issue_events: "/issues/events{/number}",
  issues: "/issues{/number}",
  keys: "/keys{/key_id}",
  labels: "/labels{/name}",
  languages: "/languages",
  merges: "/merges",
  milestones: "/milestones{/number}",
  notifications: "/notifications{?since,all,participating}",
  pulls: "/pulls{/number}",
  releases: "/releases{/id}",
  stargazers: "/stargazers",
  statuses: "/statuses/{sha}",
  subscribers: "/subscribers",
  subscription: "/subscription",
  tags: "/tags",
  teams: "/teams",
  trees: "/git/trees{/sha}",
};

/** The same of an organization. */
const OWNER_PLACES = {
  followers: "/followers",
  following: "/following{/other_user}",
  gists: "/gists{/gist_id}",
  starred: "/starred{/owner}{/repo}",
  subscriptions: "/subscriptions",
  organizations: "/orgs",
  repos: "/repos",
  events: "/events{/privacy}",
  received_events: "/received_events",
};

/** `baseUrl` is that of the API; pages for people are on github.com all the same. */
export function renderRepository(repository: Repository, baseUrl: string) {
  const { isPrivate, owner, name } = repository;
  const born = "2026-01-01T00:00:00Z";
  const counts = {
    forks: 0,
    open_issues: 0,
    watchers: 0,
    stargazers: 0,
    subscribers: 0,
    network: 0,
  };
  const { stargazers: _stars, subscribers: _readers, network: _network, ...short } = counts;
  return {
    ...renderMinimalRepository(repository, baseUrl),
    ...short,
    ...Object.fromEntries(Object.entries(counts).map(([what, count]) => [`${what}_count`, count])),
    archived: false,
    disabled: false,
    visibility: isPrivate ? "private" : "public",
    default_branch: "main",
    clone_url: `${htmlUrl(repository)}.git`,
    svn_url: htmlUrl(repository),
    git_url: `git://github.com/${owner}/${name}.git`,
    ssh_url: `git@github.com:${owner}/${name}.git`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    size: 0,
    has_issues: true,
    has_projects: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    created_at: born,
    pushed_at: born,
    updated_at: born,
  };
}

/** As within a run. */
export function renderMinimalRepository(repository: Repository, baseUrl: string) {
  const { id, owner, name, isPrivate } = repository;
  const url = apiUrl(repository, baseUrl);
  return {
    id,
    node_id: `R_${id}`,
    name,
    full_name: `${owner}/${name}`,
    private: isPrivate,
    owner: renderOwner(owner, baseUrl),
    html_url: htmlUrl(repository),
    description: null,
    fork: false,
    url,
    ...urlsUnder(url, PLACES),
  };
}

export function renderOwner(login: string, baseUrl: string) {
  const url = `${baseUrl}/users/${login}`;
  return {
    login,
    id: 9_000_001,
    node_id: "O_9000001",
    type: "Organization",
    site_admin: false,
    gravatar_id: "",
    avatar_url: "https://avatars.githubusercontent.com/u/9000001?v=4",
    html_url: `https://github.com/${login}`,
    url,
    ...urlsUnder(url, OWNER_PLACES),
  };
}

function urlsUnder(url: string, places: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(places).map(([key, rest]) => [`${key}_url`, url + rest]),
  );
}

export function apiUrl({ owner, name }: Repository, baseUrl: string): string {
  return `${baseUrl}/repos/${owner}/${name}`;
}

export function htmlUrl({ owner, name }: Repository): string {
  return `https://github.com/${owner}/${name}`;
}
