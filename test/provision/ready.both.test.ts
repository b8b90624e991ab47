import { decodeName, encodeName } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { Lease, MINUTE, RANKED, STARTED_AT, STEM } from "../helpers/lease.ts";

const HOUR = 60 * MINUTE;

/** Provisions, expects a machine, and that it is the only one that runs. */
async function ready(lease: Lease, ...args: Parameters<Lease["provision"]>) {
  const result = await lease.provision(...args);
  if (!result.ok) throw new Error(`There is no machine: ${result.reason.code}`);
  expect(lease.alive).toEqual([result.value.machine._id]);
  expect(lease.simulator.faults.unmet()).toEqual([]);
  return result.value;
}

describe("a machine is rented", () => {
  it("the cheapest first, in one POST, and handed over when SSH answers", async () => {
    const lease = new Lease({ bootMs: 4 * MINUTE, sshMs: 20_000 });
    const { machine, candidate, address, gpus } = await ready(lease);
    expect(lease.posts).toEqual(RANKED.slice(0, 1));
    expect(`${candidate.offer.instanceId}@${candidate.region}`).toBe(RANKED[0]);
    expect(machine).toMatchObject({ status: "active", gpuModel: "H100" });
    expect(address).toEqual({ host: machine.ip, port: 22, user: "shadeform" });
    expect(gpus).toBe(1);
    expect(lease.clock.now() - STARTED_AT).toBeLessThan(4 * MINUTE + 20_000 + 5_000);
  });

  it("and tells what happens in this order", async () => {
    const lease = new Lease();
    await ready(lease);
    expect(lease.told).toEqual([
      "chosen",
      "creating",
      "created",
      "active",
      "listed",
      "listed",
      "attempt",
    ]);
    expect(lease.attempts).toEqual(["ready"]);
  });

  it("and its stem is written down before the POST, its id right after it", async () => {
    const lease = new Lease();
    const { machine } = await ready(lease);
    expect(lease.notes).toEqual([
      { note: "pending", posts: 0 },
      { note: "created", posts: 1, id: machine._id },
      { note: "settled", posts: 1 },
    ]);
    expect(lease.pendingCreateAt).toBeNull();
  });

  it("and its time is split into choosing, creating, booting and SSH", async () => {
    const lease = new Lease({ bootMs: 4 * MINUTE, sshMs: 20_000, latencyMs: 500 });
    const { timings } = await ready(lease);
    const { chooseMs, createMs, bootMs, sshMs } = timings;
    expect([chooseMs, createMs]).toEqual([500, 500]);
    expect(bootMs).toBeGreaterThan(4 * MINUTE - 1_000);
    expect(bootMs).toBeLessThan(4 * MINUTE + 4_000);
    expect(sshMs).toBeGreaterThan(16_000);
    expect(chooseMs + createMs + bootMs + sshMs).toBe(lease.clock.now() - STARTED_AT);
  });

  it("and ready means active with an address when nobody is to log in", async () => {
    const lease = new Lease({ bootMs: MINUTE, sshMs: 10 * MINUTE });
    const { gpus } = await ready(lease, {}, { withoutReach: true });
    expect(gpus).toBeNull();
    expect(lease.reached).toEqual([]);
    expect(lease.clock.now() - STARTED_AT).toBeLessThan(MINUTE + 3_000);
  });

  it.each(["documented", "observed"] as const)("from an API in its %s dialect", async (answers) => {
    const lease = new Lease({ answers });
    expect((await ready(lease)).address.port).toBe(22);
  });
});

describe("the name", () => {
  it("bears the stem, and the lease's end: ready-timeout and lifetime after the POST", async () => {
    const lease = new Lease();
    const { machine, expiresAt } = await ready(lease);
    expect(decodeName(machine.name)).toMatchObject({ stem: STEM, expiresAt });
    expect(expiresAt).toBe(STARTED_AT + 20 * MINUTE + 2 * HOUR);
  });

  it.each([HOUR, -HOUR])(
    "goes by the API's clock when ours is off by %d ms",
    async (clockSkewMs) => {
      const lease = new Lease({ clockSkewMs });
      const { machine, expiresAt } = await ready(lease);
      expect(expiresAt).toBe(STARTED_AT + clockSkewMs + 20 * MINUTE + 2 * HOUR);
      expect(decodeName(machine.name)?.expiresAt).toBe(expiresAt);
    },
  );

  it("is minted anew at each POST, so that waiting for capacity eats no lease", async () => {
    const lease = new Lease();
    lease.simulator.faults.add({ fault: "rate-limited", on: ["create"], retryAfter: 120 });
    const { expiresAt } = await ready(lease);
    expect(expiresAt).toBe(STARTED_AT + 2 * MINUTE + 20 * MINUTE + 2 * HOUR);
  });
});

describe("the order names what was asked for:", () => {
  const requirements = {
    gpus: [],
    regions: [],
    clouds: [],
    deploymentType: "vm" as const,
    needsCloudInit: false,
    billableMs: HOUR,
  };
  const bodyOf = (lease: Lease) =>
    lease.simulator.requests.find(({ operation }) => operation === "create")?.body;

  it("the image of a container", async () => {
    const lease = new Lease();
    const dockerImage = "nvidia/cuda:12.4.0-base-ubuntu22.04";
    await ready(lease, {
      requirements: { ...requirements, deploymentType: "container" },
      dockerImage,
    });
    expect(bodyOf(lease)).toMatchObject({ dockerContainer: { image: dockerImage } });
  });

  it("a cloud-init script, where it is taken, and the OS with the prefix", async () => {
    const lease = new Lease();
    const cloudInitBase64 = btoa("#cloud-config\n");
    await ready(lease, {
      requirements: { ...requirements, needsCloudInit: true, osPrefix: "Ubuntu22.04_cuda" },
      cloudInitBase64,
    });
    expect(bodyOf(lease)).toMatchObject({
      instanceId: "L4",
      vm: { os: "ubuntu22.04_cuda12.8_shade_os", base64CloudInitScript: cloudInitBase64 },
    });
  });

  it("a volume, and a key of the account instead of one of ours", async () => {
    const lease = new Lease({ volumeIds: ["vol1"], sshKeyIds: ["key1"] });
    await ready(lease, { volumeId: "vol1", access: { sshKeyId: "key1" } });
    expect(bodyOf(lease)).toMatchObject({ volumeId: "vol1", sshKeyId: "key1" });
    expect(bodyOf(lease)).not.toHaveProperty("sshKey");
  });
});

describe("a machine is still waited for", () => {
  it("when GET does not know it, but the list does", async () => {
    const lease = new Lease();
    lease.simulator.faults.add({ fault: "get-404-live", times: 30 });
    await ready(lease);
    expect(lease.attempts).toEqual(["ready"]);
  });

  it("when its status is one that nobody has documented", async () => {
    const lease = new Lease();
    lease.simulator.faults.add({ fault: "unknown-status", forMs: MINUTE });
    await ready(lease);
    expect(lease.attempts).toEqual(["ready"]);
  });

  it("when SSH comes minutes after active", async () => {
    const lease = new Lease();
    lease.simulator.faults.add({ fault: "active-before-ssh", sshMs: 5 * MINUTE });
    const { timings } = await ready(lease);
    expect(timings.sshMs).toBeGreaterThan(4 * MINUTE);
  });

  it.each([
    ["answers 500", { fault: "server-error", on: ["get"], times: 40 }],
    ["refuses the key for a moment", { fault: "key-refused", on: ["get"], times: 5 }],
    ["is hidden by its front for a moment", { fault: "cloudflare-1010", on: ["get"], times: 5 }],
    ["cuts its answers", { fault: "cut", on: ["get"], times: 10 }],
    ["hangs", { fault: "slow", on: ["get"], times: 3 }],
  ] as const)("when the API %s", async (_, scripted) => {
    const lease = new Lease();
    lease.simulator.faults.add(scripted);
    await ready(lease);
    expect(lease.attempts).toEqual(["ready"]);
  });
});

it("a twin that shows between active and ready is deleted, when SSH was long in coming", async () => {
  const lease = new Lease({ bootMs: 30_000, sshMs: 60_000 });
  let twin = "";
  void lease.clock.sleep(60_000).then(async () => {
    twin = await lease.rentBeside(encodeName(STEM, STARTED_AT + 140 * MINUTE));
  });
  const { machine } = await ready(lease);
  expect(twin).not.toBe("");
  expect(lease.alive).toEqual([machine._id]);
});

it("an API that does not answer about twins does not keep the user waiting", async () => {
  const lease = new Lease({ bootMs: 30_000, sshMs: 1_000 });
  lease.simulator.faults.add({ fault: "slow", on: ["list"] });
  const { timings } = await ready(lease);
  expect(timings.sshMs).toBeLessThanOrEqual(3_000);
});
