/**
 * The variables as the Worker will get them: the environment before the file before `vars` of wrangler.jsonc; and
 * which of them are malformed, by the Worker's own parsing. Pure.
 */
import { nearest } from "@sesterce-gpu/shared";
import { type Fault, type RawEnv, readSettings, type Settings } from "../src/settings/index.ts";
import { type Finding, fine, untried, wrong } from "./finding.ts";
import { isSecret, mendOf } from "./places.ts";

type Texts = Readonly<Record<string, unknown>>;

export interface Sources {
  readonly environment: Texts;
  readonly file: { readonly name: string; readonly variables: Texts } | null;
  readonly config: Config;
}

/** What we read of wrangler.jsonc. */
export interface Config {
  readonly name: string;
  readonly vars: Texts;
  /** Of the database that is bound as DB; undefined: none is. */
  readonly databaseId: string | undefined;
  readonly hasLaunch: boolean;
}

export interface Variables {
  readonly env: RawEnv;
  /** Where each that is set comes from. */
  readonly from: ReadonlyMap<string, string>;
  readonly settings: Settings;
  readonly faults: readonly Fault[];
}

/** Of the environment only what the Worker knows by name is taken, and nothing that is empty. */
export function readVariables({ environment, file, config }: Sources): Variables {
  const layers = [
    { from: config.name, variables: config.vars },
    ...(file ? [{ from: file.name, variables: file.variables }] : []),
    { from: "the environment", variables: pick(environment, VARIABLES) },
  ];
  const set = layers.flatMap(({ from, variables }) =>
    Object.entries(variables)
      .filter(([, value]) => value !== "" && value !== undefined)
      .map(([name, value]) => ({ name, value, from })),
  );
  const env: RawEnv = {
    ...Object.fromEntries(set.map(({ name, value }) => [name, value])),
    ...(config.databaseId !== undefined && { DB: {} }),
    ...(config.hasLaunch && { LAUNCH: {} }),
  };
  const settings = readSettings(env);
  const from = new Map(set.map((one) => [one.name, one.from]));
  return { env, from, settings, faults: settings.faults };
}

const pick = (all: Texts, names: readonly string[]): Texts =>
  Object.fromEntries(names.flatMap((name) => (name in all ? [[name, all[name]]] : [])));

/** Every name that the Worker's parsing asks for. */
export const VARIABLES: readonly string[] = [
  ...new Set([...namesAskedOf({}), ...namesAskedOf({ GITHUB_APP_ID: "1" })]),
].filter((name) => name !== "DB" && name !== "LAUNCH");

function namesAskedOf(env: RawEnv): string[] {
  const names: string[] = [];
  const get = (target: RawEnv, name: string | symbol) => {
    names.push(String(name));
    return Reflect.get(target, name);
  };
  readSettings(new Proxy(env, { get }));
  return names;
}

const PLACEHOLDER_ID = /^[0-]*$/;

/** One line for each that is wrong, or one for all of them. */
export function findInVariables(variables: Variables, { config, file }: Sources): Finding[] {
  const { faults } = variables;
  const strangers = [config, ...(file ? [file] : [])].flatMap((source) =>
    strangersIn("vars" in source ? source.vars : source.variables, source.name),
  );
  const findings = [
    ...faults.map(findFault),
    ...strangers,
    ...secretsIn(config),
    ...findDatabase(config),
  ];
  const all = fine("variables", `All are well-formed: ${countsOf(variables)}.`);
  const told = findings.length === 0 ? [all] : findings;
  return [...told, ...findUnused(variables), ...findTwice({ config, file })];
}

/** Cloudflare gets one of them, and it need not be the one that is tried here. */
function findTwice({ config, file }: Pick<Sources, "config" | "file">): Finding[] {
  if (!file) return [];
  const { name: source, variables } = file;
  const twice = Object.keys(variables).filter((name) => {
    const values = [variables[name], config.vars[name]].map((value) => String(value ?? ""));
    return !values.includes("") && values[0] !== values[1];
  });
  return twice.map((name) => {
    const seen = `It has one value in ${source}, which is tried here, and another in ${config.name}.`;
    return untried(name, seen, "Take it out of one of the two.");
  });
}

export const PROBLEMS: Readonly<Record<Fault["problem"], string>> = {
  missing: "missing",
  malformed: "malformed",
  placeholder: "still a placeholder",
};

function findFault({ variable, problem, allowed }: Fault): Finding {
  const seen = `It is ${PROBLEMS[problem]}; expected: ${allowed}.`;
  return wrong(variable, seen, mendOf(variable));
}

/** What may be repeated: anything else may be a line of a key that has lost its quotes. */
const NAME = /^[A-Z][A-Z_]{2,40}$/;

/** Misspelt, as a rule. */
function strangersIn(variables: Texts, source: string): Finding[] {
  const strangers = Object.keys(variables).filter((name) => !VARIABLES.includes(name));
  const odd = strangers.filter((name) => !NAME.test(name)).length;
  const seen = `${odd} of its lines begin with no variable's name: has a key lost its quotes?`;
  const mend = 'NAME=value, and a key of many lines as NAME="-----BEGIN …-----".';
  return [
    ...strangers.filter((name) => NAME.test(name)).map((name) => findStranger(name, source)),
    ...(odd > 0 ? [wrong(source, seen, mend)] : []),
  ];
}

function findStranger(name: string, source: string): Finding {
  const [meant] = nearest(name, VARIABLES);
  const mend = meant === undefined ? `Take it out of ${source}.` : `Is it ${meant}?`;
  return wrong(name, `It stands in ${source}, and the Worker knows no such variable.`, mend);
}

function secretsIn({ vars, name: source }: Config): Finding[] {
  const names = Object.keys(vars).filter((name) => isSecret(name) && vars[name] !== "");
  return names.map((name) =>
    wrong(
      name,
      `It stands in ${source}: everybody who sees the repository or the Worker's settings can read it.`,
      `Take it out of there, set it with: wrangler secret put ${name}. If it was ever committed, make a new one.`,
    ),
  );
}

function findDatabase({ databaseId, name: source }: Config): Finding[] {
  if (databaseId === undefined || !PLACEHOLDER_ID.test(databaseId)) return [];
  const seen = `Its database_id in ${source} is still the placeholder.`;
  return [wrong("DB", seen, "wrangler d1 create sesterce-gpu --binding DB writes yours here.")];
}

function findUnused({ env, settings: { github } }: Variables): Finding[] {
  const isUnused = github.ok && github.value.kind === "app" && typeof env.GITHUB_TOKEN === "string";
  const seen = "Not used: the App's variables are set, and they come first.";
  return isUnused ? [untried("GITHUB_TOKEN", seen, "Take one of the two out.")] : [];
}

function countsOf({ from }: Variables): string {
  const sources = [...new Set(from.values())];
  const counts = sources.map((source) => {
    const names = [...from].filter(([, where]) => where === source).map(([name]) => name);
    const isTelling = source === "the environment";
    return `${names.length} from ${source}${isTelling ? ` (${names.join(", ")})` : ""}`;
  });
  return `${counts.join(", ")}, the others by default`;
}
