/** Machines, offers and fleets to look at, and what must hold of every message. */
import type { Machine, Offer } from "@sesterce-gpu/shared";
import { expect } from "vitest";
import { totalsOf } from "../../fleet/fleet.ts";
import type { Fleet, FleetMachine, Holder } from "../../fleet/types.ts";
import type { CaseRow } from "../../store/index.ts";
import { looked } from "../../store/store.fixture.ts";
import { limitFaults } from "../limits.ts";
import type { Message } from "../message.ts";

export const NOW = Date.parse("2026-11-24T12:00:00Z");
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const machineOf = (change: Partial<Machine> = {}): Machine => ({
  _id: "6b046f5500000000000000aa",
  name: "sgpu-sl-ab12-u012abcdef-k3x9qz-hs3k0",
  status: "active",
  region: "FRA-Paris-1",
  gpuCount: 1,
  gpuModel: "H100",
  os: "ubuntu22.04",
  ip: "203.0.113.7",
  sshUser: "ubuntu",
  sshPort: 22,
  portForwards: [],
  hourlyPrice: 2.75,
  createdAt: "2026-11-24T10:08:00Z",
  ...change,
});

export const ann: Holder = { kind: "person", userId: "U012ABCDEF" };
export const run: Extract<Holder, { kind: "workflow" }> = {
  kind: "workflow",
  repositoryId: 815,
  repository: "acme/train",
  runId: 4711,
  attempt: 1,
  jobId: 99,
};
export const stranger: Holder = { kind: "foreign", why: "name" };

export function seen(change: Partial<FleetMachine> = {}): FleetMachine {
  const machine = change.machine ?? machineOf();
  return {
    machine,
    holder: ann,
    stem: "sgpu-sl-ab12-u012abcdef-k3x9qz",
    ageMs: 112 * MINUTE,
    hourlyUsd: 2.75,
    costUsd: 5.11,
    leaseEndsAt: NOW + 8 * MINUTE,
    ...change,
  };
}

export const foreign = (change: Partial<FleetMachine> = {}): FleetMachine =>
  seen({
    machine: machineOf({ _id: "f00000000000000000000001", name: "my-notebook" }),
    holder: stranger,
    stem: null,
    leaseEndsAt: null,
    ...change,
  });

/** A case of which nothing is remembered yet. */
export const caseOf = (change: Partial<CaseRow> = {}): CaseRow => ({
  ...looked({ machineId: "6b046f5500000000000000aa", stem: "sgpu-sl-ab12-u012abcdef-k3x9qz" }),
  ...{ lookedAt: NOW, claimedAt: null, claimedBy: null, failedAt: null, version: 1 },
  ...change,
});

export const fleetOf = (
  ours: readonly FleetMachine[],
  others: readonly FleetMachine[] = [],
): Fleet => ({
  ours,
  foreign: others,
  oursTotals: totalsOf(ours),
  foreignTotals: totalsOf(others),
  at: NOW,
});

export const place = (region: string, available = true): Offer["availability"][number] => ({
  region,
  name: region.toUpperCase(),
  countryCode: region.slice(0, 2).toUpperCase(),
  available,
});

export const offerOf = (change: Partial<Offer> = {}): Offer => ({
  gpuName: "H100",
  gpuCount: 1,
  deploymentType: "vm",
  instanceId: "h100-a",
  cloudInitAvailable: false,
  cloud: { _id: "cloud-7", name: "AZ_07" },
  configuration: { ramGB: 225, storageGB: 2816, vCpu: 26, vRamGB: 80, os: ["ubuntu22.04"] },
  hourlyPrice: 4.796,
  availability: [place("dallas-usa-3")],
  ...change,
});

export const many = <T>(howMany: number, make: (index: number) => T): T[] =>
  Array.from({ length: howMany }, (_, index) => make(index));

/** What Slack reads as a mention, a date or a link: only we write them. */
const OURS =
  /<@[UW][A-Z0-9]+>|<!date\^-?\d+\^\{date_short_pretty\} \{time\}\|[^<>|]*>|<https:\/\/github\.com\/[\w./-]+\|[^<>|]*>/g;

/** Every text of a message that Slack reads as mrkdwn. */
export const mrkdwnOf = ({ text, blocks }: Message): string[] => [
  text,
  ...blocks.flatMap((block) => {
    if (block.type === "section") return block.text?.type === "mrkdwn" ? [block.text.text] : [];
    if (block.type !== "context") return [];
    return block.elements.flatMap((one) => (one.type === "mrkdwn" ? [one.text] : []));
  }),
];

/** Within all limits, and nothing from outside is markup. */
export function expectSendable(message: Message): void {
  expect(limitFaults(message)).toEqual([]);
  for (const text of mrkdwnOf(message)) {
    expect(text.replace(OURS, "")).not.toMatch(/[<>]|&(?!(?:amp|lt|gt);)/);
  }
  // Cells are no mrkdwn, but nobody should have to rely on it.
  expect(JSON.stringify(message.blocks)).not.toMatch(/<!(?!date\^)/);
}

/** Text as an enemy, a bug or a foreign alphabet would send it. */
export const EVIL: readonly string[] = [
  "<!channel> <@U012ABCDEF> <https://evil.example|click>",
  "a".repeat(300),
  "&".repeat(300),
  "<".repeat(299),
  "`code` *bold* _it_ ~no~ @here @channel",
  "\u202Eright-to-left\u2066 \u0007bell\n\nline\u2028end",
  "😀".repeat(160),
  "\ud800lone",
  "",
  "   ",
  "\u200b",
];
