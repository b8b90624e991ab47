/** What GitHub would read of ours, read by GitHub's own language service and by actionlint. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readActionMetadata, readReleaseMetadata } from "../runner/action-metadata.ts";
import { actionlintComplaints } from "./workflows/actionlint.ts";
import {
  type LanguageService,
  type MetadataProvider,
  startLanguageService,
} from "./workflows/language-service.ts";
import { type Source, shownIn, sources } from "./workflows/sources.ts";

/** What our two actions take, whoever has them. */
const ours: MetadataProvider = {
  fetchActionMetadata: async (action) => {
    if (action.name !== "sesterce-gpu") return undefined;
    const isRelease = action.path === "action/release";
    const { name, description, inputs } = isRelease ? readReleaseMetadata() : readActionMetadata();
    return { name, description, inputs };
  },
};

let service: LanguageService;
beforeAll(async () => {
  service = await startLanguageService(ours);
});
afterAll(() => service.close());

const ALL = sources();
const workflows = ALL.filter(({ kind }) => kind === "workflow");

it("the two actions and the workflows of the README are among what is read", () => {
  const names = ALL.map(({ name }) => name.replace(/:\d+$/, ""));
  expect(names).toEqual(expect.arrayContaining(["action.yml", "action/release/action.yml"]));
  expect(names.filter((name) => name === "README.md").length).toBeGreaterThan(1);
});

describe("GitHub's language service has nothing to say against", () => {
  it.each(ALL)("$name", async (source) => {
    expect(await service.complaints(source)).toEqual([]);
  });
});

describe("actionlint has nothing to say against", () => {
  it.each(workflows)("$name", async (source) => {
    expect(await actionlintComplaints(source)).toEqual([]);
  });
});

describe("both complain", () => {
  const workflow = (steps: string): Source => {
    const [shown] = shownIn("page", `\`\`\`yaml\n${steps}\`\`\`\n`);
    if (!shown) throw new Error("Nothing is shown.");
    return shown;
  };

  it.each([
    [
      "an input that our action has not",
      "- uses: o/sesterce-gpu@v1\n  with:\n    api-key: k\n    gpus: 1\n",
      "gpus",
    ],
    ["our action without its key", "- uses: o/sesterce-gpu@v1\n", "api-key"],
    [
      "an input that the release action has not",
      "- uses: o/sesterce-gpu/action/release@v1\n  with:\n    api-key: k\n    gpu: any\n",
      "gpu",
    ],
    ["a step that is none", "- uses: actions/checkout@v4\n  wiht: {}\n", "wiht"],
  ])("the language service of %s", async (_, steps, said) => {
    expect((await service.complaints(workflow(steps))).join("\n")).toContain(said);
  });

  it("the language service of an action that is none", async () => {
    const text = "name: a\ndescription: b\nruns:\n  using: node24\n  mian: a.js\n";
    const complaints = await service.complaints({ name: "action.yml", kind: "action", text });
    expect(complaints.join("\n")).toContain("mian");
  });

  it.each([
    [
      "an output of a step that is not there",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner's expression, not ours
      "- run: echo ${{ steps.gpu.outputs.ip }}\n",
      '"gpu" is not defined',
    ],
    ["a key that is none", "- run: a\n  wiht: {}\n", "wiht"],
    [
      "what anybody may write, in a script",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the runner's expression, not ours
      "- run: echo ${{ github.event.issue.title }}\n",
      "untrusted",
    ],
    [
      "a need that is none",
      "b:\n  needs: b\n  runs-on: ubuntu-latest\n  steps:\n  - run: a\n",
      "cyclic",
    ],
  ])("actionlint of %s", async (_, steps, said) => {
    expect((await actionlintComplaints(workflow(steps))).join("\n")).toContain(said);
  });
});
