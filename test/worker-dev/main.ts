/** Entry of `pnpm --filter worker dev`. A line that is typed is the next command; Enter alone the last one again. */
import { createInterface } from "node:readline";
import { startDev } from "./dev.ts";

const PORT = Number(process.env.PORT ?? 8787);
let line = process.argv.slice(2).join(" ") || "list";

console.log("Starting the Worker, a local database, simulated Sesterce, GitHub and Slack …");
const starting = startDev({ port: PORT, print: (text) => console.log(text) });
process.once("SIGINT", async () => {
  await starting.then(({ close }) => close()).catch(() => {});
  process.exit(0);
});
try {
  const dev = await starting;
  const showExample = () =>
    console.log(`\nA signed \`/gpu ${line}\`, good for five minutes:\n\n${dev.example(line)}\n`);
  console.log(`
The Worker: ${dev.url}, REAPER_MODE=${dev.mode}
  its health: curl -i ${dev.url}/healthz
  a sweep:    curl ${dev.url}/cdn-cgi/handler/scheduled (one comes every two minutes)
Paste the request below into another terminal: what the Worker says in Slack is printed here.
Type another command (offers H100, create H100 2h, help) for its request, Enter for a new one of the same,
or "click" and a button's label ("click Create") to press the one that was shown last. Ctrl-C ends it.`);
  showExample();
  createInterface({ input: process.stdin }).on("line", async (typed) => {
    const [, label] = /^\s*click\s+(.+)$/i.exec(typed) ?? [];
    if (label !== undefined) {
      if (!(await dev.click(label))) console.log(`No button "${label}" was shown.`);
      return;
    }
    line = typed.trim().replace(/^\/?gpu\s+/, "") || line;
    showExample();
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
