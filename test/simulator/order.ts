/**
 * Validates the body of create as strictly as any server might: unknown keys, wrong types, unknown
 * offers and regions, an OS or image that does not fit, a login that is not exactly one. Pure.
 */
import { fail, ok, type Result } from "@sesterce-gpu/shared";
import { isRecord } from "./call.ts";
import type { OfferBook } from "./offers.ts";
import type { WireAvailability, WireCreate, WireOffer } from "./wire.ts";

export interface SoundOrder {
  readonly order: WireCreate;
  readonly offer: WireOffer;
  readonly place: WireAvailability;
}

interface Field {
  readonly isRequired?: boolean;
  /** Of an object; absent = a string. */
  readonly fields?: Fields;
}
type Fields = Readonly<Record<string, Field>>;

const FIELDS: Fields = {
  name: { isRequired: true },
  cloudProvider: { isRequired: true },
  instanceId: { isRequired: true },
  region: { isRequired: true },
  volumeId: {},
  vm: { fields: { os: { isRequired: true }, base64CloudInitScript: {} } },
  dockerContainer: { fields: { image: { isRequired: true } } },
  sshKeyId: {},
  sshKey: {},
};
const PUBLIC_KEY = /^(ssh-|ecdsa-|sk-)[\w.@-]+ [A-Za-z0-9+/]+={0,2}( [^\n]*)?\n?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The reason of a refusal is the list of everything that is wrong, as the API words it. */
export function parseOrder(
  body: Readonly<Record<string, unknown>>,
  book: OfferBook,
): Result<SoundOrder, readonly string[]> {
  const problems = shapeProblems(body, FIELDS, "");
  if (problems.length > 0 || !isOrder(body)) return fail(problems);
  const offer = book.find(body);
  if (!offer) return fail([`instanceId ${body.instanceId} is not offered by this cloudProvider`]);
  const place = offer.availability.find(({ region }) => region === body.region);
  if (!place) return fail([`region ${body.region} does not exist for this instance`]);
  const misfits = [...loginProblems(body), ...softwareProblems(body, offer)];
  return misfits.length > 0 ? fail(misfits) : ok({ order: body, offer, place });
}

function shapeProblems(
  body: Readonly<Record<string, unknown>>,
  fields: Fields,
  prefix: string,
): string[] {
  const strangers = Object.keys(body).filter((key) => !Object.hasOwn(fields, key));
  return [
    ...strangers.map((key) => `property ${prefix}${key} should not exist`),
    ...Object.entries(fields).flatMap(([key, field]) =>
      valueProblems(body[key], field, prefix + key),
    ),
  ];
}

function valueProblems(value: unknown, { isRequired = false, fields }: Field, name: string) {
  if (value === undefined) return isRequired ? [`${name} should not be empty`] : [];
  if (fields) {
    return isRecord(value)
      ? shapeProblems(value, fields, `${name}.`)
      : [`${name} must be an object`];
  }
  if (typeof value !== "string") return [`${name} must be a string`];
  return value === "" ? [`${name} should not be empty`] : [];
}

/** True once there are no shape problems; the rest of the shape is FIELDS' business. */
function isOrder(body: unknown): body is WireCreate {
  return isRecord(body) && shapeProblems(body, FIELDS, "").length === 0;
}

function loginProblems({ sshKey, sshKeyId }: WireCreate): string[] {
  if ((sshKey === undefined) === (sshKeyId === undefined)) {
    return ["exactly one of sshKey and sshKeyId must be given"];
  }
  return sshKey !== undefined && !PUBLIC_KEY.test(sshKey)
    ? ["sshKey must be an OpenSSH public key"]
    : [];
}

function softwareProblems({ vm, dockerContainer }: WireCreate, offer: WireOffer): string[] {
  const problems: string[] = [];
  const { os } = offer.configuration;
  const isContainer = offer.deploymentType === "container";
  if (vm && !os.includes(vm.os)) problems.push(`vm.os must be one of: ${os.join(", ")}`);
  if (!vm && !isContainer) problems.push("vm should not be empty");
  if (isContainer && !dockerContainer) problems.push("dockerContainer should not be empty");
  const script = vm?.base64CloudInitScript;
  if (script !== undefined && !offer.cloudInitAvailable) {
    problems.push("vm.base64CloudInitScript is not available for this instance");
  }
  if (script !== undefined && !BASE64.test(script)) {
    problems.push("vm.base64CloudInitScript must be base64 encoded");
  }
  return problems;
}
