/** Keys of a GitHub App, made by WebCrypto: PEM in PKCS#8, and in PKCS#1 as GitHub hands it out. */
const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  publicExponent: new Uint8Array([1, 0, 1]),
};
/** The DER around an RSA key of at least 512 bits: SEQUENCE (4), version (3), algorithm (15), OCTET STRING (4). */
const PKCS8_HEADER = 26;

export type AppKeys = Awaited<ReturnType<typeof makeAppKeys>>;

const made = new Map<string, ReturnType<typeof generate>>();

/** The same for the same arguments: a key takes a long time to be found. */
export function makeAppKeys(modulusLength = 2048, whose = "ours") {
  const name = `${whose} ${modulusLength}`;
  const keys = made.get(name) ?? generate(modulusLength);
  made.set(name, keys);
  return keys;
}

async function generate(modulusLength: number) {
  const pair = await crypto.subtle.generateKey({ ...ALGORITHM, modulusLength }, true, [
    "sign",
    "verify",
  ]);
  if (!("privateKey" in pair)) throw new Error("Not a key pair.");
  const exported = await crypto.subtle.exportKey("pkcs8", pair.privateKey);
  if (!(exported instanceof ArrayBuffer)) throw new Error("Not DER.");
  const der = new Uint8Array(exported);
  return {
    publicKey: pair.publicKey,
    pkcs8: pem("PRIVATE KEY", der),
    pkcs1: pem("RSA PRIVATE KEY", der.slice(PKCS8_HEADER)),
  };
}

function pem(label: string, der: Uint8Array): string {
  const lines = btoa(String.fromCharCode(...der)).replace(/(.{64})/g, "$1\n");
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----`;
}
