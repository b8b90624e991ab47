import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { freshKey } from "../../action/src/ssh/key.ts";
import { type VirtualScenario, virtualScenarios } from "../runner/virtual-scenario.ts";

const start = virtualScenarios();

const orderOf = (scenario: VirtualScenario) => scenario.sent("create").at(-1)?.body;

describe("dry-run", () => {
  it("prints the ranking and the price, and creates nothing", async () => {
    const scenario = await start({ inputs: { gpu: "H100, A100_80G", "dry-run": "true" } });
    const main = await scenario.rent();
    expect(main).toMatchObject({
      outputs: { gpu: "H100", region: "oslo-norway-1", hourlyPrice: "2.75", attempts: "0" },
    });
    expect(main.log).toContain("1. 1×H100 in oslo-norway-1 (DV_01), 2.75 $/h");
    expect(main.log).toContain("::notice::Dry run, nothing is rented.");
    expect(main.log).toContain("at most 6.42 $ in all.");
    expect(main.summary).toContain("### GPU, dry run: it would be 1×H100 in oslo-norway-1");
    expect((await scenario.post()).exitCode).toBe(0);
    expect(scenario.simulator.requests.map(({ operation }) => operation)).toEqual(["offers"]);
  });
});

describe("what create is sent", () => {
  it("is the id of the account's key, and the own private key is there for the login", async () => {
    const { privateKey } = freshKey("mine");
    const inputs = { gpu: "L4", "ssh-key-id": "key-1", "ssh-private-key": privateKey };
    const scenario = await start({ inputs });
    const main = await scenario.rent();
    expect(orderOf(scenario)).toMatchObject({ sshKeyId: "key-1" });
    expect(await readFile(main.outputs.sshKeyPath ?? "", "utf8")).toBe(privateKey);
    await scenario.post();
  });

  it("is cloud-init in base64 to an offer that takes it", async () => {
    const scenario = await start({ inputs: { "cloud-init": "#cloud-config\n# é" } });
    const main = await scenario.rent();
    expect(main).toMatchObject({ outputs: { gpu: "L4" } });
    const script = Buffer.from("#cloud-config\n# é").toString("base64");
    expect(orderOf(scenario)).toMatchObject({ vm: { base64CloudInitScript: script } });
    await scenario.post();
  });

  it("is the image of a container, and no operating system", async () => {
    const image = "pytorch/pytorch:2.9";
    const inputs = { "deployment-type": "container", "docker-image": image };
    const scenario = await start({ inputs });
    const main = await scenario.rent();
    expect(main).toMatchObject({ outputs: { gpu: "A6000" } });
    expect(orderOf(scenario)).toMatchObject({ dockerContainer: { image } });
    await scenario.post();
  });

  it("is a volume in its cloud and region", async () => {
    const place = { clouds: "DV_01", regions: "paris-france-1" };
    const scenario = await start({ inputs: { gpu: "H100", "volume-id": "vol-1", ...place } });
    await scenario.rent();
    expect(orderOf(scenario)).toMatchObject({ volumeId: "vol-1", region: "paris-france-1" });
    await scenario.post();
  });
});

describe("a runner that does not tell the job", () => {
  it("leases for the whole run, says so, and deletes by its state nevertheless", async () => {
    const scenario = await start({ inputs: { gpu: "L4" }, checkRunId: "" });
    const main = await scenario.main();
    expect(main.outputs.instanceName).toMatch(/^sgpu-gh-f04h-44ud8g1-1-0-/);
    expect(main.log).toContain("to a Worker it belongs to the whole run");
    expect((await scenario.post()).log).toMatch(/^Deleted: /m);
  });
});
