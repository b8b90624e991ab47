/** Owners for tests: one of each kind to change a field of, and any that a name can bear. */
import fc from "fast-check";
import { MINUTE_MS } from "./duration.ts";
import type { PersonOwner, WorkflowOwner } from "./ownership.ts";

export const workflow: WorkflowOwner = {
  kind: "workflow",
  repositoryId: 832_115_486,
  runId: 604_800_123_450,
  attempt: 2,
  jobId: 56_789_012_345,
};

export const person: PersonOwner = { kind: "person", teamHash: "0f3z", userId: "U024BE7LH" };

const UPPER = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];
const LOWER = UPPER.map((char) => char.toLowerCase());
const text = (unit: string[], minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...unit), minLength, maxLength });

/** Up to 36 bits and then some: larger than any id of GitHub, and yet within 63 characters. */
const id = (min: number) =>
  fc.oneof(fc.integer({ min, max: 99 }), fc.integer({ min, max: 36 ** 7 }));

export const anyWorkflow = fc.record<WorkflowOwner>({
  kind: fc.constant("workflow"),
  repositoryId: id(1),
  runId: fc.integer({ min: 1, max: 36 ** 8 }),
  attempt: fc.integer({ min: 1, max: 1_000 }),
  jobId: id(0),
});

export const anyPerson = fc.record<PersonOwner>({
  kind: fc.constant("person"),
  teamHash: text(LOWER, 4),
  userId: fc
    .tuple(fc.constantFrom("U", "W"), text(UPPER, 2, 20))
    .map(([kind, rest]) => kind + rest),
});

export const anyOwner = fc.oneof(anyWorkflow, anyPerson);
export const anyNonce = text(LOWER, 6);
/** A whole minute whose number has five digits in base 36. */
export const anyExpiry = fc
  .integer({ min: 36 ** 4, max: 36 ** 5 - 1 })
  .map((minutes) => minutes * MINUTE_MS);
