/** Entry of `pnpm run docs`: writes README.md's tables from action.yml. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../runner/action-metadata.ts";
import { fillIn, generatedParts } from "./readme.ts";

const path = join(repositoryRoot, "README.md");
const text = await readFile(path, "utf8");
const fresh = fillIn(text, generatedParts());
if (fresh !== text) await writeFile(path, fresh);
console.log(fresh === text ? "README.md is fresh." : "README.md: tables written.");
