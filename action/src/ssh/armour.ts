/**
 * The text around a key's bytes (`-----BEGIN … KEY-----`), read leniently and written strictly. Pure.
 * Secrets get pasted with CRLF, indented, without the last newline or with blanks for newlines: all
 * of these are read, and what is written has LF and one newline at the end.
 */
export interface Armoured {
  /** What stands after BEGIN, such as `OPENSSH PRIVATE KEY`. */
  readonly label: string;
  /** Old PEM says so in a header; newer files say it in the label or in the bytes. */
  readonly isEncrypted: boolean;
  readonly bytes: Buffer;
}

/** `undefined` when this is not exactly one armoured block with sound base64 in it. */
export function readArmour(text: string): Armoured | undefined {
  const block = /^-----BEGIN ([A-Z0-9 ]+)-----\s([^-]*(?:-[^-]+)*)-----END \1-----$/.exec(
    text.trim(),
  );
  const [, label, body] = block ?? [];
  if (label === undefined || body === undefined) return undefined;
  if (/^Proc-Type:\s*4,\s*ENCRYPTED\s/.test(body.trimStart())) {
    return { label, isEncrypted: true, bytes: Buffer.alloc(0) };
  }
  const base64 = body.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined;
  return { label, isEncrypted: false, bytes: Buffer.from(base64, "base64") };
}

export function writeArmour(label: string, bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `${[`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join("\n")}\n`;
}
