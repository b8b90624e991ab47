/** A machine as a list shows it, and as the register remembers it. Times are milliseconds since the epoch. */
import type { OwnedName } from "@sesterce-gpu/shared";
import * as z from "zod/mini";

/** A machine as one good list shows it. Its texts are one line each: they go into the evidence. */
export interface Sighting {
  readonly id: string;
  readonly name: string;
  /** Null: foreign. */
  readonly owner: OwnedName["owner"] | null;
  readonly stem: string | null;
  readonly gpu: string | null;
  readonly gpuCount: number | null;
  readonly region: string | null;
  readonly hourlyUsd: number | null;
  readonly status: string;
  /** By the API; null: it does not tell. */
  readonly createdAt: number | null;
}

const MachineColumns = z.object({
  id: z.string(),
  name: z.string(),
  stem: z.nullable(z.string()),
  repository_id: z.nullable(z.number()),
  run_id: z.nullable(z.number()),
  user_id: z.nullable(z.string()),
  gpu: z.nullable(z.string()),
  gpu_count: z.nullable(z.number()),
  region: z.nullable(z.string()),
  hourly_usd: z.nullable(z.number()),
  status: z.string(),
  created_at: z.nullable(z.number()),
  first_seen_at: z.number(),
  last_seen_at: z.number(),
  billed_from: z.nullable(z.number()),
  ended_at: z.nullable(z.number()),
});

export const MachineRow = z.pipe(
  MachineColumns,
  z.transform((row) => ({
    id: row.id,
    name: row.name,
    /** Null: foreign. */
    stem: row.stem,
    repositoryId: row.repository_id,
    runId: row.run_id,
    userId: row.user_id,
    gpu: row.gpu,
    gpuCount: row.gpu_count,
    region: row.region,
    hourlyUsd: row.hourly_usd,
    status: row.status,
    createdAt: row.created_at,
    firstSeenAt: row.first_seen_at,
    /** Of a machine that is there: up to ten minutes less than the truth. See SCHEMA.md. */
    lastSeenAt: row.last_seen_at,
    /** Null: never seen active. */
    billedFrom: row.billed_from,
    /** Null: it is there, as far as we know. */
    endedAt: row.ended_at,
  })),
);
export type MachineRow = z.infer<typeof MachineRow>;
