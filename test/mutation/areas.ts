/** What is mutated, and the tests by which alone each area has to stand. Paths from the root of the project. */

export interface Area {
  readonly name: string;
  readonly mutate: readonly Mutated[];
  /** Globs. */
  readonly tests: readonly string[];
}

export interface Mutated {
  readonly file: string;
  /** The functions and constants that decide; without it the whole file is mutated. */
  readonly only?: readonly string[];
}

const whole = (folder: string, ...names: readonly string[]): Mutated[] =>
  names.map((name) => ({ file: `${folder}/${name}.ts` }));

/** Of provisioning what decides: what sends and waits is held by `test/provision` and `test/crash`. */
const PROVISION: readonly Mutated[] = [
  ...whole("shared/src", "retry"),
  ...whole("shared/src/provision", "refusals", "single-steps"),
  { file: "shared/src/provision/adopt.ts", only: ["LOOKS_MS", "oldestOf"] },
  {
    file: "shared/src/provision/create-machine.ts",
    only: ["LONGEST_RATE_LIMIT_MS", "waitBeforeAnother", "isOf", "createBody"],
  },
  {
    file: "shared/src/provision/observer.ts",
    only: ["BELIEVE_GONE_MS", "BELIEVE_REFUSED_MS", "failureOf", "lookAt"],
  },
  { file: "shared/src/provision/wait-ready.ts", only: ["addressOf"] },
];

export const AREAS: readonly Area[] = [
  {
    name: "ownership",
    mutate: whole("shared/src", "ownership"),
    tests: ["shared/src/ownership*.test.ts"],
  },
  {
    name: "offers",
    mutate: whole("shared/src/offers", "choose", "explain", "fit", "requirements"),
    tests: ["shared/src/offers/*.test.ts"],
  },
  {
    name: "lifecycle",
    mutate: whole("shared/src", "lifecycle"),
    tests: ["shared/src/lifecycle.both.test.ts"],
  },
  {
    name: "provisioning",
    mutate: PROVISION,
    tests: ["shared/src/provision/*.test.ts", "shared/src/retry.both.test.ts"],
  },
  {
    name: "duration",
    mutate: whole("shared/src", "duration"),
    tests: ["shared/src/duration.both.test.ts"],
  },
  {
    name: "reaper/plan",
    mutate: whole("worker/src/reaper", "judge", "plan", "policy"),
    tests: ["worker/src/reaper/{judge,plan,webhook-mark}*.test.ts"],
  },
  {
    name: "slack/verify",
    mutate: [...whole("worker/src", "hmac"), ...whole("worker/src/slack", "verify")],
    tests: ["worker/src/slack/verify.test.ts"],
  },
  {
    name: "slack/command",
    mutate: [
      ...whole("worker/src/slack", "command"),
      ...whole(
        "worker/src/slack/parse",
        "arguments",
        "cost",
        "create",
        "gc",
        "lease",
        "list",
        "offers",
        "show",
      ),
    ],
    tests: ["worker/src/slack/command*.test.ts"],
  },
  {
    name: "ssh address",
    mutate: whole("shared/src", "address"),
    tests: ["shared/src/address.both.test.ts"],
  },
  {
    name: "ssh keys and config",
    mutate: [
      ...whole("action/src/ssh", "armour", "gpu-count", "key", "openssh-key", "pem-key"),
      ...whole("action/src/ssh", "user-config-text", "wire"),
    ],
    // Not `key.test.ts`: it asks ssh-keygen in processes of their own.
    tests: ["action/src/ssh/{armour,gpu-count,key-forms,user-config-text,wire}.test.ts"],
  },
];
