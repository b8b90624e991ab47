/** Entry of `pnpm demo`: plain JavaScript, so that a Node which is too old gets a sentence, not a stack. */
import process from "node:process";

const NEEDED = 24;
const major = Number(process.versions.node.split(".")[0]);

if (major < NEEDED) {
  console.error(
    `The demo needs Node ${NEEDED} and this is ${process.version}: start it with \`npx --yes pnpm@12 demo\`, which brings its own.`,
  );
  process.exit(1);
}

const { demo } = await import("./demo.ts");
process.exitCode = await demo(process.argv.slice(2), (line) => console.log(line));
