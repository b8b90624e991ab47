/** Whether one offer meets the requirements, and if not, every reason why not with its figures. Pure. */
import type { Offer } from "../schemas.ts";
import { costUsd, type GpuWish, matchesWish, type Requirements, sameText } from "./requirements.ts";

export type MinimumCode = "min-vram-gb" | "min-ram-gb" | "min-vcpus" | "min-storage-gb";
export type CapCode = "max-hourly-price" | "max-cost";

/** Why an offer does not qualify. `code` names what was asked for, mostly by the input's name. */
export type Misfit =
  | { readonly code: "no-gpu" }
  | { readonly code: "gpu"; readonly wants: readonly GpuWish[] }
  | { readonly code: "deployment-type"; readonly has: string; readonly wants: string }
  | { readonly code: "clouds"; readonly has: string; readonly wants: readonly string[] }
  | { readonly code: "regions"; readonly has: readonly string[]; readonly wants: readonly string[] }
  | {
      readonly code: "sold-out";
      readonly regions: readonly string[];
      /** Where it can be had, outside the regions that were asked for. */
      readonly elsewhere: readonly string[];
    }
  | { readonly code: MinimumCode; readonly has: number; readonly wants: number }
  | { readonly code: "os"; readonly has: readonly string[]; readonly wants: string }
  | { readonly code: "cloud-init" }
  | { readonly code: CapCode; readonly has: number; readonly wants: number }
  | { readonly code: "left-out"; readonly regions: readonly string[] };

/** All misfits of an offer but the regional ones; empty when it fits. */
export function offerMisfits(offer: Offer, wanted: Requirements): Misfit[] {
  return [
    ...gpuMisfits(offer, wanted),
    ...placeMisfits(offer, wanted),
    ...sizeMisfits(offer, wanted),
    ...systemMisfits(offer, wanted),
    ...priceMisfits(offer, wanted),
  ];
}

/** The OS that create would name: the first that begins with the wanted prefix. */
export const osFor = (offer: Offer, prefix = ""): string | undefined =>
  offer.configuration.os.find((os) => os.toLowerCase().startsWith(prefix.toLowerCase()));

function gpuMisfits(offer: Offer, { gpus }: Requirements): Misfit[] {
  if (offer.gpuCount < 1 || sameText(offer.gpuName, "CPU")) return [{ code: "no-gpu" }];
  const isWanted = gpus.length === 0 || gpus.some((wish) => matchesWish(offer, wish));
  return isWanted ? [] : [{ code: "gpu", wants: gpus }];
}

function placeMisfits({ deploymentType, cloud }: Offer, wanted: Requirements): Misfit[] {
  const misfits: Misfit[] = [];
  if (deploymentType !== wanted.deploymentType) {
    misfits.push({ code: "deployment-type", has: deploymentType, wants: wanted.deploymentType });
  }
  const { clouds } = wanted;
  if (clouds.length > 0 && !clouds.some((name) => sameText(name, cloud.name))) {
    misfits.push({ code: "clouds", has: cloud.name, wants: clouds });
  }
  return misfits;
}

function sizeMisfits({ configuration, gpuCount }: Offer, wanted: Requirements): Misfit[] {
  const { vRamGB, ramGB, vCpu, storageGB } = configuration;
  const minima: readonly [MinimumCode, number, number | undefined][] = [
    ["min-vram-gb", vRamGB / Math.max(1, gpuCount), wanted.minVramGbPerGpu],
    ["min-ram-gb", ramGB, wanted.minRamGb],
    ["min-vcpus", vCpu, wanted.minVcpus],
    ["min-storage-gb", storageGB, wanted.minStorageGb],
  ];
  return minima.flatMap(([code, has, wants]) =>
    wants !== undefined && has < wants ? [{ code, has, wants }] : [],
  );
}

function systemMisfits(offer: Offer, { osPrefix, needsCloudInit }: Requirements): Misfit[] {
  const misfits: Misfit[] = [];
  if (osPrefix !== undefined && osFor(offer, osPrefix) === undefined) {
    misfits.push({ code: "os", has: offer.configuration.os, wants: osPrefix });
  }
  if (needsCloudInit && !offer.cloudInitAvailable) misfits.push({ code: "cloud-init" });
  return misfits;
}

function priceMisfits({ hourlyPrice }: Offer, wanted: Requirements): Misfit[] {
  const caps: readonly [CapCode, number, number | undefined][] = [
    ["max-hourly-price", hourlyPrice, wanted.maxHourlyUsd],
    ["max-cost", costUsd(hourlyPrice, wanted.billableMs), wanted.maxCostUsd],
  ];
  return caps.flatMap(([code, has, wants]) =>
    wants !== undefined && has > wants ? [{ code, has, wants }] : [],
  );
}
