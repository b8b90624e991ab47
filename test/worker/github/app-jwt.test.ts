import { describe, expect, it } from "vitest";
import { readPem, signAppJwt } from "../../../worker/src/github/app-jwt.ts";
import { jwtFault } from "../../simulator/github/app-jwt.ts";
import { makeAppKeys } from "./app-key.ts";

const NOW = Date.UTC(2026, 0, 1, 12) + 999;

const claimsOf = (jwt: string): unknown =>
  JSON.parse(atob((jwt.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/")));

describe("a JWT of the App", () => {
  it.each([
    ["pkcs8", 2048],
    ["pkcs1", 2048],
    ["pkcs1", 4096],
    ["pkcs1", 1024],
  ] as const)("is taken by GitHub, signed with a key in %s of %i bits", async (form, bits) => {
    const keys = await makeAppKeys(bits);
    const jwt = await signAppJwt({ appId: 1234, privateKey: keys[form] }, NOW);
    const app = { appId: 1234, installationId: 77, publicKey: keys.publicKey };
    expect(await jwtFault(jwt, app, NOW)).toBeUndefined();
    const { publicKey } = await makeAppKeys(bits, "another's");
    expect(await jwtFault(jwt, { ...app, publicKey }, NOW)).toBeDefined();
  });

  it("is good for nine minutes, and a minute ago, since clocks differ", async () => {
    const { pkcs1 } = await makeAppKeys();
    const jwt = await signAppJwt({ appId: 1234, privateKey: pkcs1 }, NOW);
    const seconds = Math.floor(NOW / 1_000);
    expect(claimsOf(jwt)).toEqual({ iss: "1234", iat: seconds - 60, exp: seconds + 540 });
    expect(jwt).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it("may be made with a key whose lines end as on Windows", async () => {
    const { pkcs1 } = await makeAppKeys();
    const privateKey = pkcs1.replaceAll("\n", "\r\n");
    await expect(signAppJwt({ appId: 1234, privateKey }, NOW)).resolves.toMatch(/^eyJ/);
  });

  it.each([
    ["no base64", (pem: string) => pem.replace("M", "!")],
    ["a part of a key", (pem: string) => pem.replace(/\n[^-]{64}(?=\n)/, "")],
    ["no key", () => "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"],
  ])("is not made with %s", async (_what, spoil) => {
    const { pkcs1 } = await makeAppKeys();
    await expect(signAppJwt({ appId: 1234, privateKey: spoil(pkcs1) }, NOW)).rejects.toThrow();
  });
});

describe("a key in PKCS#1", () => {
  // Lengths in DER take one byte more from 128 and from 256 on.
  it.each([512, 1024, 2048, 4096])(
    "is wrapped as WebCrypto itself has it (%i bits)",
    async (bits) => {
      const { pkcs1, pkcs8 } = await makeAppKeys(bits);
      expect(readPem(pkcs1)).toEqual(readPem(pkcs8));
    },
  );

  it.each([0, 1, 105, 106, 127, 128, 233, 234, 255, 256, 65_000])(
    "of %i bytes has the right lengths",
    (length) => {
      const key = btoa("k".repeat(length));
      const der = readPem(`-----BEGIN RSA PRIVATE KEY-----\n${key}\n-----END RSA PRIVATE KEY-----`);
      const [tag, inner, rest] = readDer(der);
      expect([tag, rest.length]).toEqual([0x30, 0]);
      const [innerTag, content, innerRest] = readDer(inner.slice(18));
      expect([innerTag, content.length, innerRest.length]).toEqual([0x04, length, 0]);
    },
  );
});

/** Tag, content and what follows. */
function readDer(der: Uint8Array): [number, Uint8Array, Uint8Array] {
  const [tag = 0, first = 0] = der;
  const more = first < 0x80 ? 0 : first & 0x7f;
  const length =
    more === 0 ? first : der.slice(2, 2 + more).reduce((sum, byte) => sum * 256 + byte, 0);
  const start = 2 + more;
  return [tag, der.slice(start, start + length), der.slice(start + length)];
}
