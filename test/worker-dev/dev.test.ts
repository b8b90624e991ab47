import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { notPrinted, transcript } from "../docs/transcript.ts";
import { type Dev, startDev } from "./dev.ts";

const printed: string[] = [];
let dev: Dev;
beforeAll(async () => {
  dev = await startDev({ port: 0, print: (line) => printed.push(line) });
});
afterAll(() => dev.close());

/** What a shell would make of the printed line. */
function paste(curl: string): Promise<Response> {
  const [, url = ""] = /curl -i '([^']+)'/.exec(curl) ?? [];
  const [, body = ""] = /--data '([^']+)'/.exec(curl) ?? [];
  const headers = [...curl.matchAll(/-H '([^:]+): ([^']+)'/g)].map(
    ([, name = "", value = ""]): [string, string] => [name, value],
  );
  return fetch(url, { method: "POST", headers, body });
}

describe("the Worker on this computer", () => {
  it("answers the pasted example, and what it says is printed", async () => {
    expect((await paste(dev.example("list"))).status).toBe(200);
    await vi.waitFor(() => expect(printed.join()).toMatch(/4 machines/), 10_000);
    expect(printed.join()).toMatch(/1 foreign machine/);
    expect(printed.join()).toContain("<@U0OPERATOR>");
    expect(printed.join()).toContain("https://github.com/acme/train/actions/runs/7001");
    expect(printed.join()).toMatch(/over by/);
    expect(notPrinted(transcript("worker-dev"), printed), "README.md's transcript").toEqual([]);
  });

  it("prints what the sweep says in the channel for reports", async () => {
    await vi.waitFor(() => expect(printed.join()).toMatch(/channel for reports/), 10_000);
    expect(printed.join()).toMatch(/would/i);
  });

  it("shows buttons, and clicks on them", async () => {
    expect(await dev.click("Cancel")).toBe(false);
    const key =
      "key ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9";
    expect((await paste(dev.example(key))).status).toBe(200);
    await vi.waitFor(() => expect(printed.join()).toMatch(/SHA256:/), 10_000);
    expect((await paste(dev.example("create H100 2h"))).status).toBe(200);
    await vi.waitFor(() => expect(printed.join()).toMatch(/\[Create · .*\] \[Cancel\]/), 10_000);
    expect(await dev.click("create")).toBe(true);
    await vi.waitFor(() => expect(printed.join()).toMatch(/posted to a direct message/), 20_000);
  });

  it("has swept, and is healthy", async () => {
    const answer = await fetch(`${dev.url}/healthz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ ok: true, faults: [] });
  });

  it("says so when its port is taken", async () => {
    const port = Number(new URL(dev.url).port);
    const second = startDev({ port, print: () => {} });
    await expect(second).rejects.toThrow(`Port ${port} is taken`);
  });

  it("refuses what was changed on the way", async () => {
    const forged = dev.example("list").replace("text=list", "text=cost");
    expect((await paste(forged)).status).toBe(401);
  });
});
