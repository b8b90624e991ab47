/** Entry of `pnpm --filter worker dev`. */
import { createInterface } from "node:readline";
import { startDev } from "./dev.ts";

const PORT = 8787;
const [line = "list"] = process.argv.slice(2);

console.log("Starting the Worker, a local database, a simulated Sesterce and a simulated Slack …");
const dev = await startDev({ port: PORT, print: (text) => console.log(text) });
const showExample = () =>
  console.log(
    `\nA signed \`/gpu ${line}\`, good for five minutes (Enter prints a new one):\n\n${dev.example(line)}\n`,
  );

console.log(`\nThe Worker: ${dev.url}
  its health: curl -i ${dev.url}/healthz
  a sweep:    curl ${dev.url}/cdn-cgi/handler/scheduled
  another command: start again with it, e.g. npx --yes pnpm@12 --filter worker dev "offers H100"
What it says in Slack is printed here. Ctrl-C ends it.`);
showExample();

const input = createInterface({ input: process.stdin });
input.on("line", showExample);
process.once("SIGINT", async () => {
  input.close();
  await dev.close();
  process.exit(0);
});
