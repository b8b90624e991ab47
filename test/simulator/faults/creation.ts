/** Faults of the create call: refused although sound, or landed although the answer says otherwise. */
import { refusal } from "../answer.ts";
import { ConnectionFault } from "../connection.ts";
import type { Machine } from "../machines.ts";
import type { Registry } from "./definition.ts";

const LATE_MS = 20_000;
const refusing = { on: ["create"], stage: "answer" } as const;
const landing = { on: ["create"], stage: "create" } as const;

export const creationFaults: Registry<
  | "create-5xx-landed"
  | "create-lost-landed"
  | "create-listed-late"
  | "create-twin"
  | "sold-out"
  | "no-balance"
  | "name-taken"
  | "name-changed"
  | "name-cut"
> = {
  "create-5xx-landed": {
    ...refusing,
    doc: "The machine is created and the answer is a 5xx; the list shows it `lateMs` later",
    params: "`status` = 502, `lateMs` = 0",
    script: ({ status = 502, lateMs = 0 }) => ({
      created: (machine) => listLate(machine, lateMs),
      after: (call, answer) =>
        answer.status === 201 ? refusal(call, status, "Bad gateway") : answer,
    }),
  },
  "create-lost-landed": {
    ...refusing,
    doc: "The machine is created and the connection is lost (ECONNRESET); the list shows it `lateMs` later",
    params: "`lateMs` = 0",
    script: ({ lateMs = 0 }) => ({
      created: (machine) => listLate(machine, lateMs),
      after(_call, answer) {
        if (answer.status !== 201) return answer;
        throw new ConnectionFault("ECONNRESET");
      },
    }),
  },
  "create-listed-late": {
    ...landing,
    doc: "Create answers 201, but the list shows the machine only `lateMs` later (GET by id knows it)",
    params: `\`lateMs\` = ${LATE_MS}`,
    script: ({ lateMs = LATE_MS }) => ({ created: (machine) => listLate(machine, lateMs) }),
  },
  "create-twin": {
    ...landing,
    doc: "Create lands twice: a second machine of the same name is listed `lateMs` later",
    params: `\`lateMs\` = ${LATE_MS}`,
    script: ({ lateMs = LATE_MS }) => ({
      async created({ order, offer, place }, server) {
        listLate(await server.rent(order, offer, place), lateMs);
      },
    }),
  },
  "sold-out": {
    ...refusing,
    doc: "Create is refused for want of stock, whatever the offers said",
    params: '`status` = 409, `message` = "OUT_OF_STOCK: …"',
    script: ({ status = 409, message = SOLD_OUT }) => ({
      before: (call) => refusal(call, status, message),
    }),
  },
  "no-balance": {
    ...refusing,
    doc: "Create is refused with 402: the account has no credit",
    params: '`message` = "Insufficient balance"',
    script: ({ message = "Insufficient balance" }) => ({
      before: (call) => refusal(call, 402, message),
    }),
  },
  "name-taken": {
    ...refusing,
    doc: "Create is refused because the name is in use, although it is not",
    params: "`status` = 409",
    script: ({ status = 409 }) => ({ before: (call) => refusal(call, status, NAME_TAKEN) }),
  },
  "name-changed": {
    ...landing,
    doc: "The machine bears another name than was sent",
    params: '`to` = the name with "-1" behind it',
    script: ({ to }) => ({
      created: (machine) => {
        machine.name = to ?? `${machine.name}-1`;
      },
    }),
  },
  "name-cut": {
    ...landing,
    doc: "The machine bears only the first `length` characters of the name that was sent",
    params: "`length` = 32",
    script: ({ length = 32 }) => ({
      created: (machine) => {
        machine.name = machine.name.slice(0, length);
      },
    }),
  },
};

export const SOLD_OUT = "OUT_OF_STOCK: the requested instance is not available in this region";
export const NAME_TAKEN = "An instance with this name already exists";

function listLate(machine: Machine, lateMs: number): void {
  machine.listedFrom = machine.createdAt + lateMs;
}
