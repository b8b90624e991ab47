/** Faults of a machine's life, from boot to end, and of what the API tells of it. */
import { json, refusal } from "../answer.ts";
import { firstAt, isRunning, statusAt } from "../lifecycle.ts";
import type { Machine } from "../machines.ts";
import type { Registry } from "./definition.ts";

const born = { on: ["create"], stage: "create" } as const;
const ended = { on: ["delete"], stage: "delete" } as const;

export const machineFaults: Registry<
  | "machine-error"
  | "never-active"
  | "unknown-status"
  | "active-before-ssh"
  | "ssh-never"
  | "fewer-gpus"
  | "ip-newline"
  | "vanish"
  | "list-short"
  | "get-404-live"
  | "delete-refused-pending"
  | "delete-ignored"
  | "resurrect"
> = {
  "machine-error": {
    ...born,
    doc: "The accepted machine turns from `pending` to `error`, `afterMs` after create",
    params: "`afterMs` = when it would be active",
    script: ({ afterMs }) => ({
      created(machine) {
        const from = afterMs === undefined ? activeAt(machine) : machine.createdAt + afterMs;
        machine.life = [...whilePending(machine), { from, status: "error" }];
        machine.sshFrom = Number.POSITIVE_INFINITY;
      },
    }),
  },
  "never-active": {
    ...born,
    doc: "The machine stays `pending`",
    params: "",
    script: () => ({
      created(machine) {
        machine.life = whilePending(machine);
        machine.sshFrom = Number.POSITIVE_INFINITY;
      },
    }),
  },
  "unknown-status": {
    ...born,
    doc: "Between `pending` and `active` the machine has, for `forMs`, a status that nobody has documented",
    params: '`status` = "provisioning", `forMs` = 60000',
    script: ({ status = "provisioning", forMs = 60_000 }) => ({
      created(machine) {
        const from = activeAt(machine);
        const active = { from: from + forMs, status: "active" };
        machine.life = [...whilePending(machine), { from, status }, active];
        machine.sshFrom += forMs;
      },
    }),
  },
  "active-before-ssh": {
    ...born,
    doc: "SSH answers only `sshMs` after the machine is shown as active",
    params: "`sshMs` = 120000",
    script: ({ sshMs = 120_000 }) => ({
      created: (machine) => {
        machine.sshFrom = activeAt(machine) + sshMs;
      },
    }),
  },
  "ssh-never": {
    ...born,
    doc: "The machine turns active, but SSH never answers",
    params: "",
    script: () => ({
      created: (machine) => {
        machine.sshFrom = Number.POSITIVE_INFINITY;
      },
    }),
  },
  "fewer-gpus": {
    ...born,
    doc: "The machine has `present` GPUs; the API goes on to tell the offer's number",
    params: "`present` = one less than the offer's",
    script: ({ present }) => ({
      created: (machine) => {
        machine.gpusPresent = present ?? Math.max(0, machine.offer.gpuCount - 1);
      },
    }),
  },
  "ip-newline": {
    ...born,
    doc: "The machine's `ip` has a second line that would be an option in an ssh config",
    params: "`ip` = address, newline, `ProxyCommand …`",
    script: ({ ip }) => ({
      created: (machine) => {
        machine.ip = ip ?? `${machine.ip}\n  ProxyCommand touch /tmp/owned`;
      },
    }),
  },
  vanish: {
    ...born,
    doc: "The machine is gone from list and GET `afterMs` after it turned active, as at zero balance",
    params: "`afterMs` = 60000",
    script: ({ afterMs = 60_000 }) => ({
      created(machine) {
        const from = activeAt(machine) + afterMs;
        machine.life = [...machine.life, { from, status: "vanished" }];
      },
    }),
  },
  "list-short": {
    on: ["list"],
    stage: "answer",
    doc: "The list answers 200 with only its first `keep` machines",
    params: "`keep` = 0",
    script: ({ keep = 0 }) => ({
      async after(_call, answer) {
        if (answer.status !== 200) return answer;
        const machines: unknown = await answer.json();
        return json(200, Array.isArray(machines) ? machines.slice(0, keep) : machines);
      },
    }),
  },
  "get-404-live": {
    on: ["get"],
    stage: "answer",
    doc: "GET of a machine that runs answers 404; the list still has it",
    params: "",
    script: () => ({
      applies: ({ machine, now }) =>
        machine !== undefined && isRunning(statusAt(machine.life, now)),
      before: (call) => refusal(call, 404, "Instance not found"),
    }),
  },
  "delete-refused-pending": {
    on: ["delete"],
    stage: "answer",
    doc: "DELETE of a machine that is `pending` is refused",
    params: "`status` = 409",
    script: ({ status = 409 }) => ({
      applies: ({ machine, now }) =>
        machine !== undefined && statusAt(machine.life, now) === "pending",
      before: (call) => refusal(call, status, NOT_YET),
    }),
  },
  "delete-ignored": {
    ...ended,
    doc: "DELETE answers 204, and the machine runs on as if nothing had been said",
    params: "",
    script: () => ({
      deleted: (machine, before) => {
        machine.life = before;
      },
    }),
  },
  resurrect: {
    ...ended,
    doc: "`afterMs` after it was deleted the machine is active again, and bills again",
    params: "`afterMs` = 60000",
    script: ({ afterMs = 60_000 }) => ({
      deleted(machine) {
        const deletedAt = machine.life.at(-1)?.from ?? machine.createdAt;
        machine.life = [...machine.life, { from: deletedAt + afterMs, status: "active" }];
      },
    }),
  },
};

export const NOT_YET = "Instance cannot be deleted while it is pending";

function activeAt(machine: Machine): number {
  return firstAt(machine.life, "active") ?? Number.POSITIVE_INFINITY;
}

function whilePending(machine: Machine): Machine["life"] {
  return machine.life.filter((phase) => phase.status === "pending");
}
