/** What the API's key and URL may look like. Pure; imports nothing, since main needs it before all else. */

/** Visible ASCII without a blank: what may go into a header. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]{1,512}$/.test(text);

/** https, or http to this very machine: the key travels with every request. */
export function isApiUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? "");
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLocal);
  // Neither query, fragment nor login, nor the line breaks that URL would drop.
  return isSafe && !/[?#@\s]/.test(text);
}

export const withoutTrailingSlash = (url: string): string => url.replace(/\/+$/, "");
