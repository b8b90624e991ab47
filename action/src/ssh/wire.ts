/**
 * The SSH wire format (RFC 4251): how key files and public keys are spelled in bytes. Pure.
 * Promise: a reader never reads past the end; what is cut short reads as `undefined`.
 */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

export function string(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

/** A positive number, big-endian: no leading zero, but one where the top bit would read as a sign. */
export function mpint(magnitude: Buffer): Buffer {
  const first = magnitude.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Buffer.alloc(0) : magnitude.subarray(first);
  return string((digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits);
}

export interface WireReader {
  uint32(): number | undefined;
  string(): Buffer | undefined;
}

export function readWire(bytes: Buffer): WireReader {
  let offset = 0;
  const take = (length: number) => {
    if (length > bytes.length - offset) return undefined;
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  const readUint32 = () => take(4)?.readUInt32BE();
  return {
    uint32: readUint32,
    string: () => {
      const length = readUint32();
      return length === undefined ? undefined : take(length);
    },
  };
}
