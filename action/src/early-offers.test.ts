import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { askEarly, type EarlyOffers } from "./early-offers.ts";

const OFFERS = "/gpu-cloud/instances/offers";

/** An API that answers with the number of the request, and keeps what it was asked. */
async function api({ isSilent = false } = {}) {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    seen.push(`${request.method} ${request.url} ${body}`.trim());
    if (!isSilent) response.end(`answer ${seen.length}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { seen, url: `http://127.0.0.1:${address.port}` };
}

function ask(url: string): EarlyOffers {
  const early = askEarly("a-key", url);
  if (!early) throw new Error("not asked");
  onTestFinished(() => early.drop());
  return early;
}

const answerOf = async (answer: Promise<Response>) => (await answer).text();

describe("offers that are asked for early", () => {
  it("are the answer to the first who asks, and asked for anew after that", async () => {
    const { url, seen } = await api();
    const early = ask(`${url}/`);
    await early.hasLeft;
    expect(await answerOf(early.fetch(new Request(url + OFFERS)))).toBe("answer 1");
    expect(await answerOf(early.fetch(url + OFFERS))).toBe("answer 2");
    expect(seen).toEqual([`GET ${OFFERS}`, `GET ${OFFERS}`]);
  });

  it("are not the answer to anything else, and a body goes out whole", async () => {
    const { url, seen } = await api();
    const early = ask(url);
    await early.hasLeft;
    const create = { method: "POST", body: '{"name":"a"}' };
    await answerOf(early.fetch(new Request(`${url}/gpu-cloud/instances`, create)));
    await answerOf(early.fetch(`${url}${OFFERS}?sort=price`));
    expect(seen.slice(1)).toEqual([
      'POST /gpu-cloud/instances {"name":"a"}',
      `GET ${OFFERS}?sort=price`,
    ]);
    expect(await answerOf(early.fetch(url + OFFERS))).toBe("answer 1");
  });

  it("leave every other request as it is: a Request made of it would lose its abort", async () => {
    const passed: unknown[][] = [];
    const send: typeof fetch = async (...request) => {
      passed.push(request);
      return new Response();
    };
    const early = askEarly("a-key", "https://api.example", send);
    const request = new Request("https://api.example/gpu-cloud/instances");
    const init = { signal: new AbortController().signal };
    await early?.fetch(request, init);
    expect(passed[1]?.[0]).toBe(request);
    expect(passed[1]?.[1]).toBe(init);
  });

  it("can be given up by who waits for them", async () => {
    const { url } = await api({ isSilent: true });
    const abort = new AbortController();
    const waiting = ask(url).fetch(url + OFFERS, { signal: abort.signal });
    abort.abort(new Error("cancelled"));
    await expect(waiting).rejects.toThrow("cancelled");
  });

  it("that can't be had are an error of who asks, and of nobody else", async () => {
    const early = ask("http://127.0.0.1:9");
    await early.hasLeft;
    await expect(early.fetch(`http://127.0.0.1:9${OFFERS}`)).rejects.toThrow("fetch failed");
  });

  it.each([
    ["", "https://api.example"],
    ["two words", "https://api.example"],
    ["a-key", "http://api.example"],
    ["a-key", ""],
  ])("are not asked for with key %j at %j", (apiKey, url) => {
    expect(askEarly(apiKey, url)).toBeUndefined();
  });
});
