/** A machine, and the candidate that it was rented by: tests change one field of them. */
import { h100, place } from "../offers/offer.fixture.ts";
import type { Candidate } from "../offers/requirements.ts";
import { Machine } from "../schemas.ts";

export const candidate: Candidate = {
  offer: { ...h100, availability: [place("oslo-norway-1"), place("dallas-usa-3")] },
  region: "dallas-usa-3",
  os: "ubuntu22.04",
};

const SOUND: Machine = Machine.parse({
  _id: "m1",
  name: "sgpu-a",
  status: "active",
  region: { name: "DALLAS-USA-3" },
  gpuModel: "H100",
  gpuCount: 1,
  hourlyPrice: 4.796,
  ip: "203.0.113.7",
  sshUser: "ubuntu",
  sshPort: 22,
});

export const machine = (change: Partial<Machine> = {}): Machine => ({ ...SOUND, ...change });
