/** How GitHub words its answers: JSON, refusals with a message, and the page of its front. */
const DOCS = "https://docs.github.com/rest";

/** What was written into an answer: reading it out of the answer again takes longer than all the rest. */
const bodies = new WeakMap<Response, string>();

export async function bodyOf(answer: Response): Promise<string> {
  return bodies.get(answer) ?? (await answer.clone().text());
}

export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  const type = { "content-type": "application/json; charset=utf-8" };
  const text = JSON.stringify(body);
  const answer = new Response(text, { status, headers: { ...type, ...headers } });
  bodies.set(answer, text);
  return answer;
}

export function refusal(
  status: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return json(status, { message, documentation_url: DOCS, status: String(status) }, headers);
}

export function notFound(): Response {
  return refusal(404, "Not Found");
}

export function badCredentials(): Response {
  return refusal(401, "Bad credentials");
}

/** As of a request after a rename; the client follows it, or not. */
export function movedPermanently(url: string): Response {
  const body = { message: "Moved Permanently", url, documentation_url: DOCS };
  return json(301, body, { location: url });
}

/** A page where JSON was expected: GitHub's own on a bad day, or that of a proxy on the way. */
export function page(status: number): Response {
  const body = `<!DOCTYPE html>
<html>
<head><title>Unicorn! &middot; GitHub</title></head>
<body><p><strong>We had issues producing the response to your request.</strong></p></body>
</html>
`;
  return new Response(body, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}

/** For a request without a User-Agent; it never reaches the API. */
export function forbiddenByRules(): Response {
  const body =
    "Request forbidden by administrative rules. Please make sure your request has a User-Agent header (https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required). Check https://developer.github.com for other possible causes.\n";
  return new Response(body, { status: 403, headers: { "content-type": "text/plain" } });
}
