/** Takes secrets out of text that a person or a log will see. Pure. */

const PRIVATE_KEY =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g;
const SHORTEST_SECRET = 4;

export type Redact = (text: string) => string;

/** Replaces every one of `secrets`, and anything that looks like a private key, by `***`. */
export function createRedact(secrets: readonly string[]): Redact {
  const known = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) =>
    known.reduce(
      (safe, secret) => safe.replaceAll(secret, "***"),
      text.replace(PRIVATE_KEY, "***"),
    );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** Text from outside as one printable line of at most `max` characters: no control characters, no newline. */
export function oneLine(text: string, max = 300): string {
  const line = text.replace(CONTROL, " ").trim();
  return line.length > max ? `${line.slice(0, max - 1)}…` : line;
}
