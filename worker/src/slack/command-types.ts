/** What a person can ask of `/gpu`. A button that asks for more of an answer carries such a line as its value. */
import type { GpuWish } from "@sesterce-gpu/shared";

export type Command =
  | { readonly name: "list"; readonly mine: boolean; readonly page: number }
  | {
      readonly name: "offers";
      readonly gpu: GpuWish | null;
      /** Slug, display name or country code. */
      readonly region: string | null;
      readonly maxHourlyUsd: number | null;
      readonly page: number;
    }
  | { readonly name: "show"; readonly machine: string }
  | { readonly name: "cost"; readonly days: number; readonly page: number }
  | { readonly name: "help"; readonly topic: string | null };

export type CommandName = Command["name"];
