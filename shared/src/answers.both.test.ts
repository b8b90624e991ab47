import { describe, expect, it } from "vitest";
import {
  type AnswerContext,
  errorOf,
  isSuccess,
  type Operation,
  readAnswer,
  readRows,
} from "./answers.ts";
import { isSesterceError, UnconfirmedCreateError } from "./errors.ts";
import { createRedact } from "./redact.ts";
import { Machine, Rows } from "./schemas.ts";

const KEY = "sk-live-0123456789";
const JSON_BODY = JSON.stringify({ statusCode: 0, message: "its own words" });
const PAGE = "<!DOCTYPE html>\n<h1>Error 1010</h1>";
const OPERATIONS: readonly Operation[] = ["offers", "create", "list", "get", "delete"];

const contextOf = (operation: Operation): AnswerContext => ({
  operation,
  nowMs: Date.UTC(2026, 0, 1),
  redact: createRedact([KEY]),
});
const answerOf = (status: number, text: string, headers: Record<string, string> = {}) => ({
  status,
  text,
  headers: new Headers(headers),
});
const codesOf = (status: number, text: string) =>
  Object.fromEntries(
    OPERATIONS.map((operation) => [
      operation,
      errorOf(answerOf(status, text), contextOf(operation)).code,
    ]),
  );
const everyOperation = (code: string) =>
  Object.fromEntries(OPERATIONS.map((operation) => [operation, code]));

describe("what a status means", () => {
  it.each([
    [401, everyOperation("key-refused")],
    [403, everyOperation("key-refused")],
    [402, everyOperation("balance")],
    [429, everyOperation("rate-limited")],
    [400, everyOperation("refused")],
    [409, everyOperation("refused")],
    [422, everyOperation("refused")],
    [404, { ...everyOperation("not-found"), create: "refused", list: "key-refused" }],
    [408, { ...everyOperation("unavailable"), create: "unconfirmed-create" }],
    [500, { ...everyOperation("unavailable"), create: "unconfirmed-create" }],
    [502, { ...everyOperation("unavailable"), create: "unconfirmed-create" }],
    [599, { ...everyOperation("unavailable"), create: "unconfirmed-create" }],
    [302, { ...everyOperation("unreadable-answer"), create: "unconfirmed-create" }],
  ])("in the API's own JSON: %i", (status, expected) => {
    expect(codesOf(status, JSON_BODY)).toEqual(expected);
  });

  it.each([
    [401, everyOperation("blocked")],
    [403, everyOperation("blocked")],
    [402, everyOperation("balance")],
    [429, everyOperation("rate-limited")],
    [400, everyOperation("refused")],
    [404, { ...everyOperation("unreadable-answer"), create: "refused" }],
    [502, { ...everyOperation("unavailable"), create: "unconfirmed-create" }],
  ])("on a page of something in between: %i", (status, expected) => {
    expect(codesOf(status, PAGE)).toEqual(expected);
    expect(codesOf(status, "")).toEqual(expected);
  });

  it("of a create that may have landed has the class that nobody repeats", () => {
    const error = errorOf(answerOf(504, PAGE), contextOf("create"));
    expect(error).toBeInstanceOf(UnconfirmedCreateError);
    expect(errorOf(answerOf(409, JSON_BODY), contextOf("create"))).not.toBeInstanceOf(
      UnconfirmedCreateError,
    );
  });

  it.each([
    [199, false],
    [200, true],
    [204, true],
    [299, true],
    [300, false],
  ])("%i is a success: %s", (status, expected) => {
    expect(isSuccess(answerOf(status, ""))).toBe(expected);
  });
});

describe("the words of an error", () => {
  const messageOf = (status: number, text: string, operation: Operation = "get") =>
    errorOf(answerOf(status, text), contextOf(operation)).message;

  it("are ours and the API's", () => {
    expect(messageOf(403, JSON_BODY)).toMatchInlineSnapshot(
      `"The Sesterce API answered get with 403: it does not accept this API key. It says: "its own words"."`,
    );
    expect(messageOf(403, PAGE)).toMatchInlineSnapshot(
      `"A front before the Sesterce API refused get with 403; this says nothing about the API key. Its page says: "<!DOCTYPE html> <h1>Error 1010</h1>""`,
    );
    expect(messageOf(402, JSON_BODY, "create")).toMatchInlineSnapshot(
      `"The Sesterce API answered create with 402: the account's balance does not allow it. It says: "its own words"."`,
    );
    expect(messageOf(429, "", "list")).toMatchInlineSnapshot(
      `"The Sesterce API answered list with 429: too many requests."`,
    );
    expect(messageOf(502, PAGE, "create")).toMatchInlineSnapshot(
      `"The Sesterce API answered create with 502: whether the machine was created is not known."`,
    );
    expect(messageOf(409, JSON_BODY, "delete")).toMatchInlineSnapshot(
      `"The Sesterce API answered delete with 409. It says: "its own words"."`,
    );
  });

  it.each([
    ["a list of strings", { message: ["first", "second"] }, "first; second"],
    ["several lines", { message: "first\n::error::second" }, "first ::error::second"],
    ["none", { statusCode: 409 }, ""],
  ])("of the API are one line when they are %s", (_, body, apiMessage) => {
    const error = errorOf(answerOf(409, JSON.stringify(body)), contextOf("create"));
    expect(error.apiMessage).toBe(apiMessage);
  });

  it("of the API are unknown when the body is not its JSON", () => {
    expect(errorOf(answerOf(500, PAGE), contextOf("list")).apiMessage).toBeUndefined();
  });

  it.each<[string, (text: string) => string]>([
    ["a page", (text) => text],
    ["JSON", (text) => JSON.stringify({ message: text })],
  ])("never have the API key, nor a part of it, wherever %s is cut", (_, quote) => {
    for (let at = 0; at < 320; at++) {
      for (const status of [200, 403, 409, 500]) {
        const answer = answerOf(status, quote(`${".".repeat(at)}${KEY} and more`));
        const context = contextOf("list");
        const error = status === 200 ? readError(answer, context) : errorOf(answer, context);
        expect(`${error.message} ${error.apiMessage}`).not.toContain(KEY.slice(0, 4));
      }
    }
  });

  function readError(answer: ReturnType<typeof answerOf>, context: AnswerContext) {
    try {
      readAnswer(answer, Rows, context);
    } catch (error) {
      if (isSesterceError(error)) return error;
    }
    throw new Error("The answer was read.");
  }
});

describe("Retry-After", () => {
  it.each([
    ["30", 30_000],
    ["Thu, 01 Jan 2026 00:00:05 GMT", 5_000],
    ["soon", undefined],
  ])("%j is told as %s ms", (value, expected) => {
    const answer = answerOf(429, "", { "retry-after": value });
    expect(errorOf(answer, contextOf("create")).retryAfterMs).toBe(expected);
  });
});

describe("a success that can't be read", () => {
  it.each(["", "{", "null", '{"name":"no id"}', PAGE])("of a create has landed: %j", (text) => {
    const read = () => readAnswer(answerOf(201, text), Machine, contextOf("create"));
    expect(read).toThrow(UnconfirmedCreateError);
  });

  it.each(["", "{}", "[1", PAGE])("of a list is said to be unreadable: %j", (text) => {
    const read = () => readAnswer(answerOf(200, text), Rows, contextOf("list"));
    expect(read).toThrow(expect.objectContaining({ code: "unreadable-answer", status: 200 }));
  });

  it("row by row: what can be read, and how many can't", () => {
    const text = '[{"_id":"a"},null,{"name":"no id"},{"_id":"b"}]';
    const { rows, unreadable } = readRows(answerOf(200, text), Machine, contextOf("list"));
    expect(rows.map(({ _id }) => _id)).toEqual(["a", "b"]);
    expect(unreadable).toBe(2);
  });

  it.each(['[{"id":"a"}]', "[null,7]"])("in no row is no empty list: %j", (text) => {
    const read = () => readRows(answerOf(200, text), Machine, contextOf("list"));
    expect(read).toThrow(expect.objectContaining({ code: "unreadable-answer" }));
    expect(readRows(answerOf(200, "[]"), Machine, contextOf("list")).rows).toEqual([]);
  });

  it("is quoted as one line", () => {
    const read = () => readAnswer(answerOf(200, PAGE), Rows, contextOf("list"));
    expect(read).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/\n/) }));
  });
});
