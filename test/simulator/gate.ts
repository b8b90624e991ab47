/** What every request has to pass before it reaches an operation: the front, then the key. */
import { cloudflare1010, refusal } from "./answer.ts";
import type { Call } from "./call.ts";
import type { SimulatorOptions } from "./options.ts";

/** What libraries and runtimes call themselves when nobody tells them to say something else. */
const LIBRARY_AGENTS =
  /^(node|undici|node-fetch|axios|got|ky|bun|deno|curl|wget|python-requests|python-urllib|go-http-client|okhttp|java)\b/i;

export function turnAway(call: Call, options: SimulatorOptions): Response | undefined {
  const agent = call.headers.get("user-agent") ?? "";
  if (options.refuseDefaultUserAgents && (agent.trim() === "" || LIBRARY_AGENTS.test(agent))) {
    return cloudflare1010();
  }
  if (call.headers.get("x-api-key") === options.apiKey) return undefined;
  if (call.operation === "list") return unknownKey(call, options.unknownKeyListGives);
  return unknownKey(call, options.unknownKeyGives);
}

function unknownKey(call: Call, status: 403 | 404): Response {
  return refusal(call, status, status === 403 ? "Invalid API key" : "API key not found");
}
