import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SesterceError } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import { readInputs } from "../../action/src/inputs/inputs.ts";
import { readPrivateKey } from "../../action/src/ssh/key.ts";
import {
  apiErrorText,
  cleanUpText,
  errorText,
  machineFailureText,
} from "../../action/src/text/failures.ts";
import { releaseText } from "../../action/src/text/release.ts";
import { errorOf, type Operation } from "../../shared/src/answers.ts";
import { createRedact } from "../../shared/src/redact.ts";
import { repositoryRoot } from "../runner/action-metadata.ts";
import { entriesOf, isIn, plain } from "./troubleshooting-page.ts";

/** What the action prints in earnest, put together by its own code: somebody who looks it up finds a row. */
const symptoms = entriesOf(readFileSync(join(repositoryRoot, "TROUBLESHOOTING.md"), "utf8"))
  .filter(({ part }) => part === "action")
  .flatMap((entry) => entry.symptoms);

const notFound = (lines: readonly string[]): string[] =>
  lines.filter((line) => !symptoms.some((symptom) => isIn(symptom, plain(line))));

const redact = createRedact([]);
const answered = (status: number, operation: Operation, text: string): SesterceError =>
  errorOf(
    { status, headers: new Headers(), text },
    { operation, nowMs: Date.UTC(2026, 0, 1), redact },
  );

describe("a row is found for", () => {
  it.each(["create", "offers", "list", "delete"] as const)(
    "what the API answers %s",
    (operation) => {
      const json = JSON.stringify({ message: "No." });
      const lines = [401, 402, 403, 429, 500, 503].flatMap((status) =>
        [json, "<html>"].map((body) => apiErrorText(answered(status, operation, body))),
      );
      const general = lines.filter((line) => /with \d+\. /.test(line));
      expect(notFound(lines.filter((line) => !general.includes(line)))).toEqual([]);
    },
  );

  it("faults of inputs", () => {
    const wrong: Readonly<Record<string, string>> = {
      "api-key": "two words",
      "api-url": "ftp://here",
      gpu: ":::",
      "deployment-type": "container",
      "cloud-init": "#!/bin/sh",
      "volume-id": "v",
      lifetime: "2",
      "max-attempts": "99",
      "max-cost": "-1",
      "dry-run": "perhaps",
      "ssh-alias": "-x",
      os: "two words",
    };
    const read = readInputs((name) => wrong[name] ?? "");
    const faults = read.ok ? [] : read.reason;
    expect(faults.length).toBeGreaterThan(10);
    expect(notFound(faults)).toEqual([]);
  });

  it("keys that can't be used", () => {
    const keys = ["ssh-ed25519 AAAA", "PuTTY-User-Key-File-3: x", "-----BEGIN X\\n", "x", " "];
    const hints = keys.map(readPrivateKey).flatMap((key) => (key.ok ? [] : [key.reason.hint]));
    expect(hints).toHaveLength(keys.length);
    expect(notFound(hints)).toEqual([]);
  });

  it("machines that were no good", () => {
    const detail = "its status is pending";
    const failures = [
      ...(["error", "gone"] as const).map((code) => ({ code })),
      ...(["not-ready", "unsafe-address", "too-few-gpus"] as const).map((code) => ({
        code,
        detail,
      })),
      { code: "host-key-changed", detail: "it may be another machine" } as const,
    ];
    const lines = failures.map((failure) => `given back, it ${machineFailureText(failure)}`);
    expect(notFound(lines)).toEqual([]);
  });

  it("bad ends, and bugs", () => {
    const why = "no machine of this lease has shown";
    const left = [{ id: "m", why: "the API still shows it as active" }];
    const lines = [
      releaseText({ outcome: { kind: "unconfirmed", why }, lease: "sgpu-gh-1-2-1-3-abcdef" }),
      releaseText({ outcome: { kind: "still-running", left }, lease: "sgpu-gh-1-2-1-3-abcdef" }),
      errorText(new TypeError("x is not a function")),
      cleanUpText(new TypeError("x is not a function")),
    ];
    expect(notFound(lines)).toEqual([]);
  });
});
