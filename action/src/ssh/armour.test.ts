import { describe, expect, it } from "vitest";
import { readArmour, writeArmour } from "./armour.ts";

const bytes = Buffer.from(Array.from({ length: 100 }, (_, index) => index));
const block = writeArmour("EC PRIVATE KEY", bytes);
const withBody = (body: string) =>
  `-----BEGIN EC PRIVATE KEY-----\n${body}\n-----END EC PRIVATE KEY-----`;

describe("an armoured block", () => {
  it("is written in lines of 64, with one newline at the end", () => {
    const base64 = bytes.toString("base64");
    expect(block.split("\n")).toEqual([
      "-----BEGIN EC PRIVATE KEY-----",
      base64.slice(0, 64),
      base64.slice(64, 128),
      base64.slice(128),
      "-----END EC PRIVATE KEY-----",
      "",
    ]);
  });

  it("of nothing has no lines in it", () => {
    const empty = "-----BEGIN X-----\n-----END X-----\n";
    expect(writeArmour("X", Buffer.alloc(0))).toBe(empty);
    expect(readArmour(empty)).toBeUndefined();
  });

  it.each([
    ["as it was written", block],
    ["with CRLF", block.replaceAll("\n", "\r\n")],
    ["on one line", block.replaceAll("\n", " ")],
    ["with blanks around it", `\n \t${block} \n`],
    ["with an empty line in it", block.replace("\n", "\n\n")],
    ["indented", block.replaceAll("\n", "\n\t ")],
  ])("is read %s", (_, text) => {
    expect(readArmour(text)).toEqual({ label: "EC PRIVATE KEY", isEncrypted: false, bytes });
  });

  it.each([
    ["one =", "AAA=", "0000"],
    ["two =", "AA==", "00"],
    ["none", "AAAA", "000000"],
    ["every letter that there is", "az09AZ+/", "6b3d3d019fbf"],
  ])("is read with %s at the end of its base64", (_, base64, hex) => {
    expect(readArmour(withBody(base64))?.bytes.toString("hex")).toBe(hex);
  });

  it.each([
    ["something in front", `x\n${block}`],
    ["something behind", `${block}x`],
    ["two of them", `${block}${block}`],
    ["another label at its end", block.replace("END EC", "END RSA")],
    ["a small letter in its label", block.replaceAll("PRIVATE", "private")],
    ["no label", "-----BEGIN -----\nAAAA\n-----END -----"],
    ["nothing between label and text", block.replace("KEY-----\n", "KEY-----")],
    ["nothing in it", withBody("")],
    ["base64 that is cut short", withBody("AAAAA")],
    ["a character that is no base64", withBody("AAA*")],
    ["a character in front that is none", withBody("*AAA")],
    ["a = in the middle", withBody("AA=A")],
    ["three =", withBody("A===")],
    ["a hyphen in it", withBody("AA-A")],
    ["a header that we do not know", withBody("Comment: x\n\nAAAA")],
  ])("is not read with %s", (_, text) => {
    expect(readArmour(text)).toBeUndefined();
  });
});

describe("old PEM that is encrypted", () => {
  const header = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA";
  const encrypted = { label: "EC PRIVATE KEY", isEncrypted: true, bytes: Buffer.alloc(0) };

  it.each([
    ["as OpenSSL writes it", header],
    ["after empty lines", `\n \n${header}`],
    ["without blanks in its header", header.replaceAll(": ", ":")],
    ["with more blanks in its header", header.replace("4,", "  4,  ")],
    ["without anything else", "Proc-Type: 4,ENCRYPTED "],
  ])("is known by its header: %s", (_, body) => {
    expect(readArmour(withBody(body))).toEqual(encrypted);
  });

  it.each([
    ["further down", header.replace("Proc-Type", "X: y\nProc-Type")],
    ["with a word behind", header.replace("ENCRYPTED", "ENCRYPTEDLY")],
    ["that says so of a checksum", header.replace("ENCRYPTED", "MIC-CLEAR")],
  ])("is not meant by a header %s", (_, body) => {
    expect(readArmour(withBody(body))).toBeUndefined();
  });
});
