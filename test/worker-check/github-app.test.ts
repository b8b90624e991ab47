import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { GitHubApp } from "../simulator/github/index.ts";
import { checkWorld, unusual, type WorldOptions } from "./world.fixture.ts";

const pairOf = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    // As GitHub hands it out.
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });
const pair = pairOf();
const another = pairOf();

const SECRETS = {
  GITHUB_TOKEN: undefined,
  GITHUB_APP_ID: "1234",
  GITHUB_APP_PRIVATE_KEY: pair.privateKey,
  GITHUB_APP_INSTALLATION_ID: "77",
};

interface AppCase {
  readonly app?: Partial<GitHubApp>;
  readonly secrets?: WorldOptions["secrets"];
  readonly isAsked?: boolean;
}

const worldWith = ({ app, secrets, isAsked = true }: AppCase = {}) =>
  checkWorld({
    secrets: { ...SECRETS, ...secrets },
    isAsked,
    github: { app: { appId: 1234, installationId: 77, publicKey: pair.publicKey, ...app } },
  });

describe("a GitHub App", () => {
  const hook = {
    url: "https://gpu.test/github/webhooks",
    contentType: "json",
    hasSecret: true,
  } as const;
  const cases: readonly (readonly [string, AppCase])[] = [
    ["is as it should be", {}],
    [
      "has its key in one line",
      { secrets: { GITHUB_APP_PRIVATE_KEY: pair.privateKey.replaceAll("\n", "\\n") } },
    ],
    ["has another key", { secrets: { GITHUB_APP_PRIVATE_KEY: another.privateKey } }],
    [
      "has a key that is none",
      { secrets: { GITHUB_APP_PRIVATE_KEY: pair.privateKey.replace(/\n.{200}/s, "\n") } },
    ],
    ["has another id", { secrets: { GITHUB_APP_ID: "999" } }],
    ["lacks an id", { secrets: { GITHUB_APP_INSTALLATION_ID: undefined } }],
    ["is not installed", { secrets: { GITHUB_APP_INSTALLATION_ID: "78" } }],
    ["is suspended", { app: { isSuspended: true } }],
    ["may not read Actions", { app: { permissions: { metadata: "read" } } }],
    [
      "may do more than is needed",
      { app: { permissions: { actions: "write", contents: "read", metadata: "read" } } },
    ],
    ["sends too little", { app: { events: ["workflow_run"] } }],
    [
      "sends to another address",
      { app: { hook: { ...hook, url: "https://old.test/github/webhooks" } } },
    ],
    [
      "sends to another path, as a form, without a secret",
      {
        isAsked: false,
        app: { hook: { url: "https://gpu.test/", contentType: "form", hasSecret: false } },
      },
    ],
    ["has no webhook", { app: { hook: null } }],
    ["stands beside a token", { secrets: { GITHUB_TOKEN: "simulated-github-token" } }],
  ];
  it.each(cases)("%s", async (_what, options) => {
    const text = await unusual(await worldWith(options).run());
    expect(text).not.toMatch(/BEGIN|MII/);
    expect(text).toMatchSnapshot();
  });

  it("that does not see a repository", async () => {
    const { run, github, repository } = worldWith();
    github.world.removeAccess(repository.id);
    expect(await unusual(await run())).toMatchSnapshot();
  });

  it.each(["unavailable", "network"] as const)("is not blamed for %s", async (fault) => {
    const { run, github } = worldWith();
    github.faults.add({ fault });
    expect(await unusual(await run())).toMatchSnapshot();
  });
});
