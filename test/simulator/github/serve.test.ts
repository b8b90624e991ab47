import { afterEach, describe, expect, it } from "vitest";
import { HEADERS } from "./github.fixture.ts";
import { type ServedGitHubEnd, type ServeGitHubOptions, serveGitHubEnd } from "./serve.ts";

const open: ServedGitHubEnd[] = [];

async function served(options: ServeGitHubOptions = {}) {
  const server = await serveGitHubEnd(options);
  open.push(server);
  const repository = server.github.world.addRepository({ owner: "acme", name: "models" });
  const get = (path: string) => fetch(`${server.url}${path}`, { headers: HEADERS });
  return { ...server, repository, get };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

describe("the simulated GitHub on a port", () => {
  it("answers over HTTP, and its links lead back to it, renamed or not", async () => {
    const { url, github, repository, get } = await served();
    const link = { id: repository.id, url: `${url}/repos/acme/models` };
    expect(await (await get("/repos/acme/models")).json()).toMatchObject(link);
    github.world.rename(repository.id, { name: "brains" });
    expect(await (await get("/repos/acme/models")).json()).toMatchObject({ name: "brains" });
    expect(github.requests.map(({ status }) => status)).toEqual([200, 301, 200]);
  });

  it("loses connections by destroying the socket", async () => {
    const { github, get } = await served();
    github.faults.add({ fault: "network" });
    await expect(get("/rate_limit")).rejects.toThrow("fetch failed");
    expect((await get("/rate_limit")).status).toBe(200);
  });

  it("refuses a port that is taken, in words", async () => {
    const port = Number(new URL((await served()).url).port);
    await expect(serveGitHubEnd({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  });
});
