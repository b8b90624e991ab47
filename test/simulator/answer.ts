/** How the API words its answers: JSON, errors in the house shape, and the front's HTML page. */
import type { Call } from "./call.ts";
import type { WireError } from "./wire.ts";

export function json(status: number, body: unknown): Response {
  return Response.json(body, { status });
}

/** The documented error body; `message` is a list when the request did not validate. */
export function refusal(
  call: Pick<Call, "path" | "serverNow">,
  statusCode: number,
  message: string | readonly string[],
): Response {
  const timestamp = new Date(call.serverNow).toISOString();
  const body: WireError = { statusCode, timestamp, path: call.path, message };
  return json(statusCode, body);
}

/** What Cloudflare shows to a client whose signature it bans. It never reached the API. */
export function cloudflare1010(): Response {
  const body = `<!DOCTYPE html>
<html lang="en-US">
<head><title>Access denied | api.cloud.sesterce.com used Cloudflare to restrict access</title></head>
<body>
<h1>Error <span>1010</span></h1>
<h2>Access denied</h2>
<p>The owner of this website has banned your access based on your browser's signature.</p>
</body>
</html>
`;
  const headers = { "content-type": "text/html; charset=UTF-8", server: "cloudflare" };
  return new Response(body, { status: 403, headers });
}
