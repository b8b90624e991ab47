/** A sound offer and modest requirements that it meets: tests change one field of them. */
import type { Offer } from "../schemas.ts";
import type { Requirements } from "./requirements.ts";

export const HOUR_MS = 3_600_000;

export const place = (region: string, available = true): Offer["availability"][number] => ({
  region,
  name: region.toUpperCase(),
  countryCode: null,
  available,
});

export const h100: Offer = {
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
  availability: [place("dallas-usa-3")],
};

/** Anything that is a GPU in a virtual machine, for two hours and twenty minutes. */
export const anything: Requirements = {
  gpus: [],
  regions: [],
  clouds: [],
  deploymentType: "vm",
  needsCloudInit: false,
  billableMs: 2 * HOUR_MS + 20 * 60_000,
};

export const withConfiguration = (
  change: Partial<Offer["configuration"]>,
  offer = h100,
): Offer => ({
  ...offer,
  configuration: { ...offer.configuration, ...change },
});
