/**
 * Prism, a mock of any API that has a description, with the vendor's as it is in `fixtures`: it checks each request
 * (422 when it is not as described) and makes its answers of the schemas. On a port of this computer; not ours at all.
 */
import { fileURLToPath } from "node:url";
import { createLogger } from "@stoplight/prism-core";
import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { createServer } from "@stoplight/prism-http-server";

const DESCRIPTION = fileURLToPath(new URL("../../fixtures/sesterce-openapi.json", import.meta.url));

export interface Prism {
  readonly url: string;
  close(): Promise<void>;
}

export async function startPrism(): Promise<Prism> {
  const operations = await getHttpOperationsFromSpec(DESCRIPTION);
  const server = createServer(operations, {
    components: { logger: createLogger("prism", { level: "silent" }) },
    cors: false,
    config: {
      isProxy: false,
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      errors: true,
      // The same values in every run, the simplest that the schemas allow.
      mock: { dynamic: false },
      upstreamProxy: undefined,
    },
  });
  const url = await server.listen(0, "127.0.0.1");
  return { url, close: () => server.close() };
}
