/** What Slack's doors look for in a raw body before its signature. Pure. */
export { BODY_MAX, type BodyFault, readBody } from "../raw-body.ts";

/** Slack's probe of our certificate: it is answered unsigned, and nothing else of it is looked at. */
export const isSslCheck = (rawBody: Uint8Array): boolean =>
  new TextDecoder().decode(rawBody).split("&").includes("ssl_check=1");
