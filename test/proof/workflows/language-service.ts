/**
 * GitHub's own language service for workflows and actions, the one of its editor extensions. Node cannot load the
 * package as it is (it imports JSON without saying so): it is bundled once, into a folder that `close` removes.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "rolldown";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Source } from "./sources.ts";

const ENTRY = fileURLToPath(new URL("entry.ts", import.meta.url));

type Service = typeof import("./entry.ts");
export type MetadataProvider = import("./entry.ts").ActionsMetadataProvider;

export interface LanguageService {
  /** One line for each complaint. */
  complaints(source: Source): Promise<string[]>;
  close(): Promise<void>;
}

export async function startLanguageService(actions: MetadataProvider): Promise<LanguageService> {
  const folder = await mkdtemp(join(tmpdir(), "sgpu-language-service-"));
  const file = join(folder, "language-service.mjs");
  const output = { file, format: "esm", codeSplitting: false } as const;
  await build({ input: ENTRY, platform: "node", output });
  const { FeatureFlags, validate }: Service = await import(pathToFileURL(file).href);
  // It knows steps in the background, as an experiment that has to be allowed.
  const featureFlags = new FeatureFlags({ allowBackgroundSteps: true });
  const config = { actionsMetadataProvider: actions, featureFlags };
  let asked = 0;
  return {
    async complaints({ name, kind, text }) {
      // It goes by the path, and remembers what it has read under one.
      asked += 1;
      const path = kind === "action" ? "action.yml" : ".github/workflows/workflow.yml";
      const document = TextDocument.create(`file:///${asked}/${path}`, "yaml", 0, text);
      const found = await validate(document, config);
      return found
        .map(({ message, range }) => `${name}:${range.start.line + 1}: ${message}`)
        .filter((complaint) => !isOfUnknownAction(complaint));
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** It would ask github.com what inputs others' actions have. */
const isOfUnknownAction = (complaint: string): boolean =>
  /: Unable to resolve action `(?!\S*sesterce-gpu)/.test(complaint);
