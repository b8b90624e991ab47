/** The action's outputs for a machine that is ready. Pure. None of them is a secret. */
import type { ReadyMachine } from "@sesterce-gpu/shared";
import { sshCommand } from "./ssh/config.ts";
import type { LeasePaths } from "./ssh/paths.ts";

export interface HandOver {
  readonly ready: ReadyMachine;
  readonly paths: LeasePaths;
  readonly alias: string;
  /** False when login is left to the ssh agent. */
  readonly hasKey: boolean;
  readonly platform: NodeJS.Platform;
  /** Machines tried. */
  readonly attempts: number;
}

export function outputsOf(handOver: HandOver): Record<string, string> {
  const { ready, paths, alias, hasKey, platform, attempts } = handOver;
  const { machine, address, expiresAt } = ready;
  const { offer, region, os } = ready.candidate;
  return {
    ip: address.host,
    sshPort: String(address.port),
    sshUser: address.user,
    sshCommand: sshCommand(paths.config, alias, platform),
    sshAlias: alias,
    sshConfig: paths.config,
    sshKeyPath: hasKey ? paths.key : "",
    knownHostsPath: paths.knownHosts,
    instanceId: machine._id,
    instanceName: machine.name,
    gpu: offer.gpuName,
    gpuCount: String(offer.gpuCount),
    region,
    cloud: offer.cloud.name,
    os: os ?? "",
    hourlyPrice: String(offer.hourlyPrice),
    expiresAt: new Date(expiresAt).toISOString(),
    portForwards: JSON.stringify(machine.portForwards),
    attempts: String(attempts),
  };
}
