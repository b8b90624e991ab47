/**
 * Whole requests that Slack has signed, with anything in them: what comes through is what they say, and nobody
 * without a right does anything.
 */
import { HOUR_MS } from "@sesterce-gpu/shared";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeExtension } from "../../../worker/src/slack/extension-value.ts";
import {
  clickPayload,
  commandFields,
  signedRequest,
} from "../../../worker/src/slack/signed-request.fixture.ts";
import { hostileText } from "../../fuzz/hostile-text.ts";
import { mutated, oddText, written } from "../../fuzz/odd-json.ts";
import { runs } from "../../fuzz/runs.ts";
import { OPERATOR, OTHER, people, personOf, RENTER, WORKFLOW } from "../commands/people.ts";
import { doors } from "../slack/doors.fixture.ts";

type Fields = Readonly<Record<string, string>>;

const anyText = fc.oneof(hostileText, oddText).map((text) => text.toWellFormed());
const formOf = (fields: Iterable<readonly [string, string]>): string =>
  new URLSearchParams([...fields].map(([name, value]) => [name, value])).toString();

/** A command with some fields changed, gone, or new. */
const command = (fields: Fields): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.subarray(Object.entries(fields), { minLength: Object.keys(fields).length - 2 }),
      fc.dictionary(
        fc.oneof(fc.constantFrom(...Object.keys(fields), "ssl_check"), anyText),
        anyText,
        {
          maxKeys: 2,
        },
      ),
    )
    .map(([kept, changes]) => formOf(new Map([...kept, ...Object.entries(changes)])));

const click = (payload: unknown): fc.Arbitrary<string> =>
  written(fc.oneof(mutated(payload), fc.constant(payload))).map((json) =>
    formOf([["payload", json]]),
  );

const OTHER_SHAPES = [
  { type: "view_submission", team: { id: "T0TEAM" }, user: { id: OPERATOR }, view: { id: "V1" } },
  { type: "shortcut", team: { id: "T0TEAM" }, user: { id: OPERATOR }, callback_id: "x" },
  { type: "message_action", team: { id: "T0TEAM" }, user: { id: OPERATOR }, actions: [{}] },
];

/** A form as anybody reads it. */
const fieldOf = (body: string, name: string): string | null => new URLSearchParams(body).get(name);

describe("a request that Slack has signed", () => {
  it("comes through with what it says, or not at all", async () => {
    const bodies = fc.oneof(
      command(commandFields({ text: "list mine" })),
      click(clickPayload()),
      click(OTHER_SHAPES),
      ...OTHER_SHAPES.map(click),
    );
    const path = fc.constantFrom("/slack/commands" as const, "/slack/interactions" as const);
    const statuses = new Set<number>();
    let through = 0;
    await fc.assert(
      fc.asyncProperty(path, bodies, async (at, body) => {
        const { send, finish, onCommand, onAction } = doors({}, Array(4).fill(new Response("ok")));
        const { status } = await send(await signedRequest({ path: at, body }));
        statuses.add(status);
        await finish();
        const calls = [...onCommand.mock.calls, ...onAction.mock.calls].map(([call]) => call);
        expect([200, 400]).toContain(status);
        expect(calls.length).toBeLessThanOrEqual(status === 200 ? 1 : 0);
        for (const call of calls) {
          through += 1;
          if (call.kind === "command") {
            const said = [call.userId, call.teamId, call.text, call.responseUrl];
            const names = ["user_id", "team_id", "text", "response_url"];
            expect(said).toEqual(names.map((name) => fieldOf(body, name) ?? ""));
          } else {
            expect(JSON.parse(fieldOf(body, "payload") ?? "")).toMatchObject({
              type: "block_actions",
              team: { id: call.teamId },
              user: { id: call.userId },
            });
            const [first] = JSON.parse(fieldOf(body, "payload") ?? "").actions;
            expect(call.actionId).toBe(first.action_id);
            expect(call.value).toBe(first.value ?? first.selected_option?.value ?? null);
          }
        }
      }),
      runs(100),
    );
    expect([...statuses].sort()).toEqual([200, 400]);
    expect(through).toBeGreaterThan(0);
  });
});

const ACTIONS = [
  ...["run:next", "delete", "extend:2h", "extend:9999999h", "approve", "approve:1", "create"],
  ...[
    "end-now",
    "end-now:12",
    "extend-now",
    "extend-now:2h:a",
    "create-cancel",
    "run:",
    "toString",
  ],
];

const LINES = [
  ...["list", "list mine", "offers", "show", "cost", "help", "key", "gc", "gc run", "gc approve"],
  ...["delete", "extend", "create H100 2h", "create any 5d", "key ssh-ed25519", "offers H100"],
];

/** Machines of a person who never comes, of a workflow and of strangers whose names are markup. */
async function inhabited() {
  const world = await people();
  const owner = await personOf("U0ABSENT");
  const ids = [
    await world.rent(owner),
    await world.rent(WORKFLOW),
    await world.rent("<!channel> *x* `y` <@U0123ABC> &lt;"),
    await world.rent("sgpu-gh-x"),
  ];
  const value = (id: string) =>
    encodeExtension({ machineId: id, addMs: HOUR_MS, from: world.clock.now() + HOUR_MS });
  return { ...world, ids, values: [...ids, ...ids.map(value), ...ids.map((id) => id.slice(0, 8))] };
}

const MARKUP = /<(?!@[UW][A-Z0-9]{2,20}>|!date\^|https:\/\/github\.com\/)|&(?!amp;|lt;|gt;)/;

describe("whatever somebody types or clicks who may do nothing", () => {
  it("nothing is done, nothing breaks, and no answer is markup", async () => {
    const world = await inhabited();
    const { ids, values, cloud, events, slack, clock, deps } = world;
    const stems = await leaseRows(world);
    const before = cloud.requests.length;
    const value = fc.oneof(fc.constantFrom(...values), anyText);
    const line = fc
      .tuple(fc.oneof(fc.constantFrom(...LINES), anyText), fc.array(value, { maxLength: 2 }))
      .map(([first, rest]) => [first, ...rest].join(" "));
    const user = fc.constantFrom(RENTER, OTHER, "U0", "toString");
    const asked = fc.oneof(
      fc.record({ what: fc.constant("command" as const), userId: user, text: line }),
      fc.record({
        what: fc.constant("click" as const),
        userId: user,
        actionId: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...ACTIONS) }, anyText),
        value: fc.oneof(value, line),
        isEphemeral: fc.boolean(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async (said) => {
        const responseUrl = slack.mintResponseUrl();
        const body =
          said.what === "command"
            ? formOf(Object.entries(commandFields({ ...said, responseUrl })))
            : formOf([["payload", JSON.stringify(clickPayload({ ...said, responseUrl }))]]);
        const path = said.what === "command" ? "/slack/commands" : "/slack/interactions";
        const request = await signedRequest({ path, body, nowMs: clock.now() });
        const { status } = await world.send(request);
        expect([200, 400]).toContain(status);
        for (const { text } of slack.replies(responseUrl)) expect(text).not.toMatch(MARKUP);
        expect(events.filter(({ level }) => level === "error")).toEqual([]);
        expect(events.filter(({ event }) => event === "slack-answer-as-text")).toEqual([]);
      }),
      // One that certainly asks the cloud, whatever the others are.
      { ...runs(20), examples: [[{ what: "command", userId: RENTER, text: "list" }]] },
    );
    expect(new Set(cloud.requests.slice(before).map(({ method }) => method))).toEqual(
      new Set(["GET"]),
    );
    expect(world.alive().toSorted()).toEqual(ids.toSorted());
    expect(await leaseRows(world)).toEqual(stems);
    expect((await deps.store.approvals.newest())?.approvedAt ?? null).toBeNull();
  });
});

async function leaseRows({ deps, ids }: Awaited<ReturnType<typeof inhabited>>) {
  const rows = await deps.store.machines.byIds(ids);
  const stems = rows.map(({ name }) => name.slice(0, -6));
  return deps.store.leases.find(stems);
}
