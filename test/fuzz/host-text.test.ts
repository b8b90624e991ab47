/** Whatever the API says, the runner finds no command in our log, and Markdown nothing to act on in our summary. */
import { oneLine, type SesterceError } from "@sesterce-gpu/shared";
import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { printable } from "../../action/src/host.ts";
import { attempt, candidate, machine, offer, ready } from "../../action/src/renting.fixture.ts";
import { type RentReport, rentSummary } from "../../action/src/summary.ts";
import { apiErrorText } from "../../action/src/text/failures.ts";
import { errorOf } from "../../shared/src/answers.ts";
import { hostileText } from "./hostile-text.ts";
import { oddText } from "./odd-json.ts";
import { runs } from "./runs.ts";

const anyText = fc.oneof({ weight: 3, arbitrary: hostileText }, oddText);

describe("the log", () => {
  /** As actions/runner reads it (ActionCommand.cs): lines, and what .NET takes for blanks in front. */
  const BLANK = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
  const COMMAND = new RegExp(`^${BLANK}*::`);
  const commandsIn = (text: string): string[] =>
    text.split(/\r\n|\n|\r/).filter((line) => COMMAND.test(line) || line.includes("##["));

  it("has no command in it, and no more lines than it was given", () => {
    const text = fc.array(anyText, { maxLength: 4 }).map((parts) => parts.join("\n"));
    fc.assert(
      fc.property(text, (said) => {
        const printed = printable(said);
        expect(commandsIn(printed)).toEqual([]);
        expect(printed).not.toMatch(/[^\P{Cc}\n]|[\u2028\u2029]/u);
        expect(printed.split("\n")).toHaveLength(said.split("\n").length);
      }),
      runs(500),
    );
  });
});

interface Tree {
  readonly type: string;
  readonly children?: readonly Tree[];
}

/** What a reader sees as structure: everything but the words. */
function shapeOf({ type, children }: Tree): string {
  if (type === "text") return "";
  return `${type}(${children?.map(shapeOf).join("") ?? ""})`;
}

const parsed = (markdown: string): Tree =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });

/** The API's error, in the words that the step fails with. */
function failureWith(message: string): SesterceError {
  const answer = {
    status: 409,
    headers: new Headers(),
    text: JSON.stringify({ message: message.toWellFormed() }),
  };
  return errorOf(answer, { operation: "create", nowMs: 0, redact: (text) => text });
}

/** Everything in it that the API chooses is `said`. */
function reportOf(said: string): RentReport {
  const odd = {
    offer: { ...offer, gpuName: said, cloud: { _id: said, name: said } },
    region: said,
    os: said,
  };
  const error = failureWith(said);
  const failed = { code: "not-ready", detail: oneLine(said) } as const;
  return {
    ready: { ...ready, candidate: odd, machine: { ...machine, name: `n${said}` } },
    error: apiErrorText(error),
    ranking: [odd, candidate],
    attempts: [
      attempt({ candidate: odd, outcome: { kind: "refused", error } }),
      attempt({ candidate: odd, outcome: { kind: "failed", failure: failed } }),
    ],
    billableMs: 140 * 60_000,
  };
}

describe("the summary", () => {
  const plainShape = shapeOf(parsed(rentSummary(reportOf("x"))));

  it("has the shape that it has with a plain word in its place", () => {
    expect(plainShape).toContain("table(");
    fc.assert(
      fc.property(anyText, (said) => {
        expect(shapeOf(parsed(rentSummary(reportOf(said))))).toBe(plainShape);
      }),
      runs(25),
    );
  });
});
