import { expect, it } from "vitest";
import { machine } from "./rented.fixture.ts";
import { addressOf } from "./wait-ready.ts";

it.each([
  ["is known", {}, { ok: true, value: { host: "203.0.113.7", port: 22, user: "ubuntu" } }],
  ["may come later", { ip: null }, undefined],
  ["may lack its user for a while", { sshUser: null }, undefined],
  [
    "that no machine should have is told",
    { ip: "-oProxyCommand=id" },
    { ok: false, reason: { code: "unsafe-address", detail: 'its ip is "-oProxyCommand=id"' } },
  ],
  [
    "with a port that cannot be is told",
    { sshPort: 0 },
    { ok: false, reason: { code: "unsafe-address", detail: "its sshPort is 0" } },
  ],
])("the address of an active machine %s", (_, change, expected) => {
  expect(addressOf(machine(change))).toEqual(expected);
});
