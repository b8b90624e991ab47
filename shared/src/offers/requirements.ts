/** What is asked of a machine, and what can be rented: the plain data that choosing works on. */
import type { DeploymentType } from "../client.ts";
import { HOUR_MS, MINUTE_MS } from "../duration.ts";
import type { Offer } from "../schemas.ts";

export interface GpuWish {
  /** A GPU's name in any case, or "any". */
  readonly name: string;
  /** Exactly so many; null: at least one. */
  readonly count: number | null;
}

export interface Requirements {
  /** In order of preference; the first that can be had wins. Empty: any GPU. */
  readonly gpus: readonly GpuWish[];
  /** Slugs, display names or country codes in any case; empty: anywhere. */
  readonly regions: readonly string[];
  /** Names of clouds in any case; empty: any. */
  readonly clouds: readonly string[];
  readonly deploymentType: DeploymentType;
  readonly minVramGbPerGpu?: number | undefined;
  readonly minRamGb?: number | undefined;
  readonly minVcpus?: number | undefined;
  readonly minStorageGb?: number | undefined;
  /** Prefix of an OS name, in any case. */
  readonly osPrefix?: string | undefined;
  readonly needsCloudInit: boolean;
  readonly maxHourlyUsd?: number | undefined;
  readonly maxCostUsd?: number | undefined;
  /** The longest that the machine can be billed: lifetime and ready-timeout together. */
  readonly billableMs: number;
}

/** One offer in one region: what a create asks for. */
export interface Candidate {
  readonly offer: Offer;
  /** The region's slug. */
  readonly region: string;
  /** The OS to name in create; null when the offer has none (containers). */
  readonly os: string | null;
}

/** Identity of a candidate: cloud, offer and region. */
export const candidateKey = ({ offer, region }: Pick<Candidate, "offer" | "region">): string =>
  `${offer.cloud._id}/${offer.instanceId}/${region}`;

/** The most, in USD, that a machine at this price can cost in `billableMs`. */
export const costUsd = (hourlyUsd: number, billableMs: number): number =>
  Math.round((hourlyUsd * billableMs * 1e6) / HOUR_MS) / 1e6;

/** What a machine at this price has cost that was active for `activeMs`: it is billed by the minute. */
export const usedCostUsd = (hourlyUsd: number, activeMs: number): number =>
  costUsd(hourlyUsd, Math.ceil(activeMs / MINUTE_MS) * MINUTE_MS);

export const matchesWish = (offer: Offer, { name, count }: GpuWish): boolean =>
  (sameText(name, "any") || sameText(name, offer.gpuName)) &&
  (count === null ? offer.gpuCount >= 1 : offer.gpuCount === count);

export const sameText = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
