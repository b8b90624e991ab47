/** The report: text for people, JSON for scripts, and the exit code. Pure. */
import type { Finding, Status } from "./finding.ts";

export const isGood = (findings: readonly Finding[]): boolean =>
  findings.every(({ status }) => status !== "wrong");

export const exitCodeOf = (findings: readonly Finding[]): 0 | 1 => (isGood(findings) ? 0 : 1);

export function reportText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ name, status, seen, mend }) => [
    `${status.padEnd(WIDTH)}${name}: ${seen}`,
    ...(mend === undefined ? [] : [`${" ".repeat(WIDTH)}→ ${mend}`]),
  ]);
  const count = (wanted: Status) => findings.filter(({ status }) => status === wanted).length;
  const sum = `${count("wrong")} wrong, ${count("not tried")} not tried, ${count("ok")} ok.`;
  return [...lines, "", sum].join("\n");
}

const WIDTH = 11;

export const reportJson = (findings: readonly Finding[]): string =>
  JSON.stringify({ ok: isGood(findings), checks: findings }, null, 2);
