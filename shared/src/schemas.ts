/**
 * What the API sends, read leniently: unknown keys are dropped, and a field that is null, absent or of
 * another type than documented becomes null, so that one odd field never hides a machine from us.
 * Source: the vendor's OpenAPI and, where the wire differs, real captures and the vendor CLI's types.
 */
import * as z from "zod/mini";
import { orElse } from "./or-else.ts";

const text = orElse(z.nullable(z.string()), null);
const number = orElse(z.nullable(z.number()), null);
const flag = orElse(z.boolean(), false);

/** USD per hour for the whole machine. Float artefacts (30.008000000000003) go: caps must compare. */
const hourlyUsd = z.pipe(
  // No machine costs so much, and what is rounded and multiplied has to stay a number.
  z.number().check(z.nonnegative(), z.maximum(1e9)),
  z.transform((usd) => Math.round(usd * 1e6) / 1e6),
);

/** What create takes. */
const id = z.string().check(z.minLength(1));

const Availability = z.object({
  /** The slug that create takes. */
  region: id,
  /** The name for people. */
  name: orElse(z.string(), ""),
  countryCode: text,
  available: flag,
});

/** One that can't be read hides no other. */
const places = z.pipe(
  z.array(z.unknown()),
  z.transform((all): z.infer<typeof Availability>[] =>
    all.flatMap((place) => {
      const read = Availability.safeParse(place);
      return read.success ? [read.data] : [];
    }),
  ),
);

export const Offer = z.object({
  gpuName: z.string(),
  gpuCount: z.number().check(z.nonnegative()),
  deploymentType: z.string(),
  instanceId: id,
  cloudInitAvailable: flag,
  cloud: z.object({ _id: id, name: orElse(z.string(), "") }),
  configuration: z.object({
    ramGB: orElse(z.number(), 0),
    storageGB: orElse(z.number(), 0),
    vCpu: orElse(z.number(), 0),
    /** The total over all GPUs. */
    vRamGB: orElse(z.number(), 0),
    os: orElse(z.array(z.string()), []),
  }),
  hourlyPrice: hourlyUsd,
  availability: orElse(places, []),
});
export type Offer = z.infer<typeof Offer>;

/** As the OpenAPI has it (a string of unknown form), or as the vendor's CLI has it. */
export type PortForward = string | { readonly internalPort: number; readonly externalPort: number };

function isPortForward(value: unknown): value is PortForward {
  if (typeof value !== "object" || value === null) return typeof value === "string";
  const isPort = (key: string) => typeof Reflect.get(value, key) === "number";
  return isPort("internalPort") && isPort("externalPort");
}

/** A Sesterce instance: we call it a machine. The list's rows and the details read alike. */
export const Machine = z.object({
  /** Goes into a URL's path: nothing that would change the path, or can't be written there, is an id. */
  _id: z.string().check(z.regex(/^(?!\.{1,2}$)[^\s/?#\\\p{Cc}\p{Cs}]{1,200}$/u)),
  name: orElse(z.string(), ""),
  /** Known: pending, active, error, deleting, deleted. It has gained a value before. */
  status: orElse(z.string(), "unknown"),
  /** An instance bears the region's display name, not the slug. */
  region: orElse(
    z.pipe(
      z.object({ name: z.string() }),
      z.transform((region): string | null => region.name),
    ),
    null,
  ),
  gpuCount: number,
  gpuModel: text,
  os: text,
  ip: text,
  sshUser: text,
  sshPort: number,
  portForwards: orElse(
    z.pipe(
      z.array(z.unknown()),
      z.transform((all): readonly PortForward[] => all.filter(isPortForward)),
    ),
    [],
  ),
  hourlyPrice: orElse(z.nullable(hourlyUsd), null),
  createdAt: text,
});
export type Machine = z.infer<typeof Machine>;

/** Lists are read row by row: a row that can't be read is left out, the others stay. */
export const Rows = z.array(z.unknown());

/** `message` is a string or a list of strings. */
export const ErrorBody = z.object({ message: z.optional(z.unknown()) });
