/**
 * What every request to the API has in common. Imports nothing, so that the action can send its first
 * request before the rest of the code is loaded.
 */

export const INSTANCES_PATH = "/gpu-cloud/instances";
export const OFFERS_PATH = `${INSTANCES_PATH}/offers`;

/** The front before the API refuses an absent User-Agent and a library's default. */
export const requestHeaders = (apiKey: string, userAgent: string): Record<string, string> => ({
  "x-api-key": apiKey,
  "user-agent": userAgent,
});

/** Not followed: a redirect would carry the key to another host, and turn a POST into a GET. */
export const REDIRECT = "manual";
