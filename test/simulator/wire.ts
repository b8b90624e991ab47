/**
 * The wire shapes of the five operations, wide enough for what is documented and for what is
 * observed. Only this folder knows them; product code has schemas of its own.
 */
export interface WireAvailability {
  readonly region: string;
  readonly name: string;
  readonly countryCode: string | null;
  readonly available: boolean;
}

export interface WireOffer {
  readonly gpuName: string;
  readonly gpuCount: number;
  readonly nvlink: boolean;
  readonly deploymentType: string;
  readonly instanceId: string;
  readonly cloudInitAvailable: boolean;
  readonly cloud: { readonly _id: string; readonly name: string };
  readonly configuration: {
    readonly ramGB: number;
    readonly storageGB: number;
    readonly vCpu: number;
    /** Over all GPUs. */
    readonly vRamGB: number;
    readonly os: readonly string[];
    readonly interconnect: string;
  };
  /** USD for the whole machine. */
  readonly hourlyPrice: number;
  readonly availability: readonly WireAvailability[];
  /** Not documented, but there. */
  readonly spotOfferAvailable?: boolean;
  readonly hourlySpotPrice?: number;
}

export interface WireCreate {
  readonly name: string;
  readonly cloudProvider: string;
  readonly instanceId: string;
  readonly region: string;
  readonly volumeId?: string;
  readonly vm?: { readonly os: string; readonly base64CloudInitScript?: string };
  readonly dockerContainer?: { readonly image: string };
  readonly sshKeyId?: string;
  readonly sshKey?: string;
}

/** What list, create and get have in common. */
interface WireMachine {
  readonly _id: string;
  readonly name: string;
  readonly provider: string;
  readonly region: { readonly name: string; readonly countryCode: string | null };
  readonly volumes?: readonly unknown[][];
  readonly status: string;
  readonly gpuCount: number;
  readonly gpuModel: string;
  readonly ram: number;
  readonly storage: number;
  readonly vramPerGpu: number;
  readonly vcpus: number;
  readonly interconnect: string;
  readonly nvlink: boolean;
  readonly os: string;
  readonly ip: string | null;
  readonly sshUser: string | null;
  readonly sshPort: number | null;
  readonly dockerImage: string | null;
  readonly dockerCommand: string | null;
  readonly hourlyPrice: number;
  readonly createdAt: string;
  readonly deletedAt: string | null;
}

export interface WireInstance extends WireMachine {
  readonly updatedAt: string;
}

export interface WireInstanceDetails extends WireMachine {
  readonly isPending: boolean;
  readonly sshKey: object | null;
  readonly portForwards?: readonly (string | WirePortForward)[];
}

export interface WirePortForward {
  readonly internalPort: number;
  readonly externalPort: number;
}

export interface WireError {
  readonly statusCode: number;
  readonly timestamp: string;
  readonly path: string;
  readonly message: string | readonly string[];
}
