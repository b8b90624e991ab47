/**
 * The tiny shell behind SSH: enough of it for probes. Commands joined by `;`, newline, `&&` and `||`,
 * quotes, `sh -c`; redirections are dropped, pipes and variables are not understood. Pure.
 */
import type { Output, Tool } from "./gpu-tools.ts";

export interface ShellWorld {
  readonly hostname: string;
  readonly user: string;
  /** Beyond the builtins: the GPU tools of this machine. */
  readonly tools: ReadonlyMap<string, Tool>;
}

interface Step {
  /** What stood before it; `;` for the first. */
  readonly join: ";" | "&&" | "||";
  readonly words: readonly string[];
}

const TOKEN =
  /[^\S\n]*(?:(&&|\|\||[;|&\n])|(\d?>{1,2}(?:&\d|\s*[^\s;&|]+)|<\s*[^\s;&|]+)|((?:'[^']*'|"[^"]*"|\\.|[^\s;&|'"\\<>])+))/y;
const REFUSED: Output = { stdout: "", stderr: "bash: syntax error\n", code: 2 };

export function runShell(line: string, world: ShellWorld): Output {
  const steps = parse(line.trim());
  if (!steps) return REFUSED;
  let sum: Output = { stdout: "", stderr: "", code: 0 };
  for (const { join, words } of steps) {
    if (join === "&&" && sum.code !== 0) continue;
    if (join === "||" && sum.code === 0) continue;
    const { stdout, stderr, code } = runCommand(words, world);
    sum = { stdout: sum.stdout + stdout, stderr: sum.stderr + stderr, code };
  }
  return sum;
}

/** Undefined = something that this shell has no idea of. */
function parse(line: string): Step[] | undefined {
  const steps: Step[] = [];
  let join: Step["join"] = ";";
  let words: string[] = [];
  const finish = () => {
    if (words.length > 0) steps.push({ join, words });
    words = [];
  };
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < line.length) {
    const [, operator, , word] = TOKEN.exec(line) ?? ["", "|"];
    if (operator === "|" || operator === "&") return undefined;
    if (word !== undefined) words.push(unquote(word));
    if (operator === undefined) continue;
    finish();
    join = operator === "&&" || operator === "||" ? operator : ";";
  }
  finish();
  return steps;
}

function unquote(word: string): string {
  return word.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, single, double, escaped) =>
    String(single ?? double ?? escaped),
  );
}

function runCommand([name = "", ...args]: readonly string[], world: ShellWorld): Output {
  const command = BUILTINS[name] ?? world.tools.get(name);
  if (command) return command(args, world);
  return { stdout: "", stderr: `bash: line 1: ${name}: command not found\n`, code: 127 };
}

type Builtin = (args: readonly string[], world: ShellWorld) => Output;

const UNAME = "Linux 6.8.0-60-generic #63-Ubuntu SMP x86_64 GNU/Linux";
const says = (text: string): Output => ({ stdout: `${text}\n`, stderr: "", code: 0 });
const ends = (code: number): Output => ({ stdout: "", stderr: "", code });
const shell: Builtin = ([flag, script = ""], world) =>
  flag === "-c" || flag === "-lc" ? runShell(script, world) : ends(0);

const BUILTINS: Record<string, Builtin> = {
  true: () => ends(0),
  false: () => ends(1),
  exit: ([code = "0"]) => ends(Number(code)),
  echo: (args) => says(args.join(" ")),
  hostname: (_args, { hostname }) => says(hostname),
  whoami: (_args, { user }) => says(user),
  uname: ([flag], { hostname }) =>
    says(flag === "-a" ? UNAME.replace("Linux", `Linux ${hostname}`) : "Linux"),
  command: ([flag, name = ""], { tools }) =>
    flag === "-v" && (tools.has(name) || BUILTINS[name]) ? says(`/usr/bin/${name}`) : ends(1),
  sh: (args, world) => shell(args, world),
  bash: (args, world) => shell(args, world),
};
