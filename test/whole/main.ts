/**
 * Entry of `pnpm test`: all tests, or those that the arguments name, and beside them the compiler and the linter,
 * which take what the tests leave of the processor.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { letOthersFirst } from "../helpers/let-others-first.ts";

const check = spawn("pnpm", ["run", "check"], { stdio: ["ignore", "pipe", "pipe"] });
letOthersFirst(check);
const checked = Promise.all([once(check, "close"), text(check.stdout), text(check.stderr)]);

const tests = spawn("vitest", ["run", ...process.argv.slice(2)], { stdio: "inherit" });
const [testsCode] = await once(tests, "close");

const [[checkCode], ...said] = await checked;
console.log(checkCode === 0 ? "Compiler and linter have no complaint." : said.join(""));
if (testsCode !== 0 || checkCode !== 0) process.exitCode = 1;
