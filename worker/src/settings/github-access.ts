/** How we are let in at GitHub: as an App's installation, or with a plain token. Pure. */
import { ok } from "@sesterce-gpu/shared";
import { positive, token, url } from "./kinds.ts";
import { type Group, type RawEnv, readGroup } from "./variable.ts";

interface AppAccess {
  readonly kind: "app";
  readonly apiUrl: string;
  readonly appId: number;
  /** PEM, PKCS#1 or PKCS#8. */
  readonly privateKey: string;
  readonly installationId: number;
}

interface TokenAccess {
  readonly kind: "token";
  readonly apiUrl: string;
  readonly token: string;
}

export type GitHubAccess = AppAccess | TokenAccess;

const APP_VARIABLES = ["GITHUB_APP_ID", "GITHUB_APP_PRIVATE_KEY", "GITHUB_APP_INSTALLATION_ID"];
const apiUrl = { name: "GITHUB_API_URL", ...url, fallback: "https://api.github.com" };

/** Secrets lose their newlines on the way through some shells and files: `\n` stands for one. */
const privateKey = {
  parse: (text: string) => {
    const pem = text.replaceAll("\\n", "\n").trim();
    const whole = /^-----BEGIN (RSA )?PRIVATE KEY-----\s[\s\S]+-----END (RSA )?PRIVATE KEY-----$/;
    return whole.test(pem) ? pem : undefined;
  },
  allowed: "the App's private key, a whole PEM file",
};

/** The App wins over the token; when neither is there, the token's variable is named. */
export function readGitHubAccess(env: RawEnv): Group<GitHubAccess> {
  const isApp = APP_VARIABLES.some((name) => typeof env[name] === "string" && env[name] !== "");
  return isApp ? readApp(env) : readToken(env);
}

function readApp(env: RawEnv): Group<AppAccess> {
  const group = readGroup<Omit<AppAccess, "kind">>(env, {
    apiUrl,
    appId: { name: "GITHUB_APP_ID", ...positive },
    privateKey: { name: "GITHUB_APP_PRIVATE_KEY", ...privateKey },
    installationId: { name: "GITHUB_APP_INSTALLATION_ID", ...positive },
  });
  return group.ok ? ok({ kind: "app", ...group.value }) : group;
}

function readToken(env: RawEnv): Group<TokenAccess> {
  const allowed = `${token.allowed}; or all of ${APP_VARIABLES.join(", ")}`;
  const group = readGroup<Omit<TokenAccess, "kind">>(env, {
    apiUrl,
    token: { name: "GITHUB_TOKEN", ...token, allowed },
  });
  return group.ok ? ok({ kind: "token", ...group.value }) : group;
}
