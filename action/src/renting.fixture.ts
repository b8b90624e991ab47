/** What a renting comes across, sound and plain: tests change a field of it. */
import type { Attempt, Candidate, Machine, Offer, ReadyMachine } from "@sesterce-gpu/shared";

export const offer: Offer = {
  gpuName: "H100",
  gpuCount: 1,
  deploymentType: "vm",
  instanceId: "H100_sxm5",
  cloudInitAvailable: false,
  cloud: { _id: "cloud-7", name: "AZ_07" },
  configuration: {
    ramGB: 225,
    storageGB: 2816,
    vCpu: 26,
    vRamGB: 80,
    os: ["ubuntu22.04_cuda12.4_shade_os"],
  },
  hourlyPrice: 4.796,
  availability: [
    { region: "dallas-usa-3", name: "Dallas", countryCode: "US", available: true },
    { region: "austin-usa-1", name: "Austin", countryCode: "US", available: false },
  ],
};

export const candidate: Candidate = {
  offer,
  region: "dallas-usa-3",
  os: "ubuntu22.04_cuda12.4_shade_os",
};

export const cheap: Candidate = {
  ...candidate,
  offer: { ...offer, cloud: { _id: "cloud-1", name: "DV_01" }, hourlyPrice: 2.75 },
  region: "oslo-norway-1",
};

/** 700001, run 9000000001, attempt 1, job 52000000001; the lease ends on 2026-11-23 at 18:12. */
export const STEM = "sgpu-gh-f04h-44ud8g1-1-nvzggsh-abc123";
export const LEASE_END = Date.UTC(2026, 10, 23, 18, 12);
export const NAME = `${STEM}-${(LEASE_END / 60_000).toString(36)}`;

export const machine: Machine = {
  _id: "69249f005e57e4ce00000001",
  name: NAME,
  status: "active",
  region: "Dallas",
  gpuCount: 1,
  gpuModel: "H100",
  os: "ubuntu22.04",
  ip: "203.0.113.7",
  sshUser: "shadeform",
  sshPort: 22,
  portForwards: [{ internalPort: 8888, externalPort: 30001 }],
  hourlyPrice: 4.796,
  createdAt: "2026-11-23T15:52:00.000Z",
};

export const ready: ReadyMachine = {
  machine,
  candidate,
  address: { host: "203.0.113.7", port: 22, user: "shadeform" },
  expiresAt: LEASE_END,
  gpus: 1,
  timings: { chooseMs: 800, createMs: 2_000, bootMs: 190_000, sshMs: 12_000 },
};

export const attempt = (change: Partial<Attempt> = {}): Attempt => ({
  candidate,
  machineId: machine._id,
  outcome: { kind: "ready" },
  tookMs: 204_000,
  activeMs: 12_000,
  ...change,
});
