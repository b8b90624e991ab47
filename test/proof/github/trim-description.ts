/**
 * Makes test/fixtures/github-openapi.json of GitHub's description of its REST API, which is 13 MB in a package of 385:
 * the operations that the simulated GitHub has, and what they refer to, word for word but for the examples. By hand:
 *
 *   npm pack @octokit/openapi@23.0.2 && tar -xzf octokit-openapi-23.0.2.tgz
 *   node test/proof/github/trim-description.ts package/generated/api.github.com.json
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { OPERATIONS } from "./operations.ts";

const FIXTURE = new URL("../../fixtures/github-openapi.json", import.meta.url);

const Named = z.record(z.string(), z.unknown());
const Description = z.object({
  openapi: z.string(),
  info: z.unknown(),
  paths: z.record(z.string(), Named),
  components: z.record(z.string(), Named),
});
type Description = z.infer<typeof Description>;

function trimmed(whole: Description): Description {
  const paths: Description["paths"] = {};
  for (const { path, method } of OPERATIONS) {
    paths[path] = { [method]: whole.paths[path]?.[method] };
  }
  const components: Description["components"] = {};
  const waiting = referencesIn(paths);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [, , kind = "", name = ""] = next.split("/");
    if (kind === "examples" || components[kind]?.[name] !== undefined) continue;
    const found = whole.components[kind]?.[name];
    components[kind] = { ...components[kind], [name]: found };
    waiting.push(...referencesIn(found));
  }
  return { openapi: whole.openapi, info: whole.info, paths, components };
}

function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : referencesIn(inner),
  );
}

/** Examples, of which there may be megabytes, and what octokit has added. */
const isLeftOut = (key: string, value: unknown): boolean =>
  key === "x-octokit" || (key === "examples" && !Array.isArray(value));

const [, , path = ""] = process.argv;
const whole = Description.parse(JSON.parse(readFileSync(path, "utf8")));
const text = JSON.stringify(
  trimmed(whole),
  (key, value: unknown) => (isLeftOut(key, value) ? undefined : value),
  1,
);
writeFileSync(FIXTURE, `${text}\n`);
