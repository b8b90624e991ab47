/** The answers that are words alone: help, mistakes, trouble, banners. */
import { SesterceError, type SesterceErrorCode } from "@sesterce-gpu/shared";
import type { KnownBlock } from "@slack/types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../../../../shared/src/any-text.fixture.ts";
import { parseCommand } from "../command.ts";
import { COMMANDS } from "../command-registry.ts";
import type { Mistake } from "../command-types.ts";
import type { Message } from "../message.ts";
import { storeBanner, sweepBanner, withBanner } from "./banner.ts";
import { helpView } from "./help.ts";
import { listView } from "./list.ts";
import { mistakeView } from "./mistake.ts";
import { showView } from "./show.ts";
import { configurationView, storeView, troubleView } from "./trouble.ts";
import {
  caseOf,
  EVIL,
  expectSendable,
  fleetOf,
  foreign,
  machineOf,
  many,
  NOW,
  run,
  seen,
} from "./views.fixture.ts";

const sent = (message: Message): string => {
  expectSendable(message);
  return message.text;
};

describe("help", () => {
  it("has an example for each command", () => {
    const text = sent(helpView(null));
    expect(text).toMatchSnapshot();
    for (const { example } of COMMANDS) {
      expect(text).toContain(example.replaceAll("<", "&lt;"));
    }
  });

  it("of one command", () => {
    expect(sent(helpView("offers"))).toMatchSnapshot();
  });
});

describe("a mistyped line gets", () => {
  const mistakeOf = (line: string): Mistake => {
    const parsed = parseCommand(line);
    if (parsed.ok) throw new Error(`A command: ${line}`);
    return parsed.reason;
  };

  it.each([
    "lsit",
    "frobnicate",
    "show",
    "list mien",
    "cost 365",
    "cost 7 8",
    "offers <cheap",
    "help me",
    "list page x",
  ])("an answer: %s", (line) => {
    expect(sent(mistakeView(mistakeOf(line)))).toMatchSnapshot();
  });

  it("one that can be sent, whatever it was", () => {
    for (const text of EVIL.filter((one) => one.trim() !== "" && one !== "\u200b")) {
      for (const line of [text, `list ${text}`, `cost ${text}`, `help ${text} x`]) {
        const parsed = parseCommand(line);
        if (!parsed.ok) expectSendable(mistakeView(parsed.reason));
      }
    }
  });
});

describe("trouble is told with what to do:", () => {
  const codes: readonly SesterceErrorCode[] = [
    "key-refused",
    "blocked",
    "rate-limited",
    "unavailable",
    "timeout",
    "network",
    "unreadable-answer",
    "balance",
    "not-found",
    "refused",
    "unconfirmed-create",
  ];
  it.each(codes)("%s", (code) => {
    const error = new SesterceError({
      code,
      message: "It failed.",
      status: 503,
      apiMessage: "<!channel> & co",
    });
    expect(sent(troubleView(error))).toMatchSnapshot();
  });

  it("without an answer of the API", () => {
    const error = new SesterceError({ code: "network", message: "It failed." });
    expect(sent(troubleView(error))).not.toMatch(/Its words|HTTP/);
  });

  it.each(EVIL)("with %j as the API's words", (apiMessage) => {
    expectSendable(
      troubleView(new SesterceError({ code: "refused", message: apiMessage, apiMessage })),
    );
  });

  it("the database", () => {
    expect(sent(storeView())).toMatchSnapshot();
  });

  it("the configuration, by the names of the variables", () => {
    const faults = [
      { variable: "SESTERCE_API_KEY", problem: "missing", allowed: "the API key" },
      {
        variable: "SESTERCE_API_URL",
        problem: "malformed",
        allowed: "a URL without a trailing slash",
      },
      { variable: "SLACK_TEAM_ID", problem: "placeholder", allowed: "T and more" },
    ] as const;
    expect(sent(configurationView(faults))).toMatchSnapshot();
    expectSendable(configurationView(many(100, () => faults[1])));
  });
});

describe("banners", () => {
  const full: Message = {
    text: many(90, (index) => `line ${index} ${"x".repeat(34)}`).join("\n"),
    blocks: many(50, (): KnownBlock => ({ type: "divider" })),
  };

  it("go on top of any answer, also of one that is full already", () => {
    const message = withBanner(full, ["The sweep is late.", "The database is down."]);
    expectSendable(message);
    expect(message.text.startsWith(":warning: The sweep is late.\n:warning: The database")).toBe(
      true,
    );
    expect(message.blocks[0]).toMatchObject({ type: "section" });
    expectSendable(
      withBanner(
        full,
        many(200, () => "Something is wrong again."),
      ),
    );
  });

  it("leave an answer alone when there is none", () => {
    expect(withBanner(full, [])).toEqual(full);
  });

  it("tell how the sweep is", () => {
    expect(sweepBanner({ state: "fresh", lastGoodAt: NOW })).toEqual([]);
    const others = [
      ...sweepBanner({ state: "stale", lastGoodAt: NOW }),
      ...sweepBanner({ state: "never" }),
      ...sweepBanner({ state: "unknown" }),
      storeBanner,
    ];
    expect(others).toMatchSnapshot();
    expectSendable(withBanner(storeView(), others));
  });
});

describe("any text at all, as a name", () => {
  const mark = fc.constantFrom(..."<>&*_~`@:/!|# aZ", "\u202e", "\n", "😀", "&amp;", "<!here>");
  const text = fc.oneof(anyText(400), fc.string({ unit: mark, maxLength: 400 }));

  it("can be sent, and is never markup", () => {
    fc.assert(
      fc.property(text, text, (one, two) => {
        const machine = machineOf({ name: one, region: two, status: one, gpuModel: two, os: one });
        const ours = [seen({ machine }), seen({ machine, holder: { ...run, repository: one } })];
        expectSendable(
          listView({ fleet: fleetOf(ours, [foreign({ machine })]), mine: null, page: 1 }),
        );
        expectSendable(
          showView(
            seen({ machine }),
            { evidence: [], lease: undefined, case: caseOf({ lookDetail: one }) },
            { now: NOW, mode: "observe" },
          ),
        );
        const parsed = parseCommand(one);
        if (!parsed.ok) expectSendable(mistakeView(parsed.reason));
      }),
      { numRuns: 300 },
    );
  });
});
