import { t as askEarly } from "./early.js";
import process from "node:process";

// action/src/main.ts
const input = (name) => (process.env[`INPUT_${name}`] ?? "").trim();
const apiKey = input("API-KEY");
if (apiKey !== "") {
	const escaped = apiKey.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
	process.stdout.write(`::add-mask::${escaped}\n`);
}
const early = askEarly(apiKey, input("API-URL"));
await early?.hasLeft;
const { rentHere } = await import("./rent-here.js");
await rentHere(early?.fetch ?? fetch);
early?.drop();

export {  };