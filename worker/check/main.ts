/** Entry of `pnpm --filter worker check`: tries each credential, says what is wrong and where to mend it. */
import { runCommand } from "./command.ts";

process.exitCode = await runCommand({
  args: process.argv.slice(2),
  environment: process.env,
  print: console.log,
  complain: console.error,
});
