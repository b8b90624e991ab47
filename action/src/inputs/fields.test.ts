import { DAY_MS, HOUR_MS, MINUTE_MS } from "@sesterce-gpu/shared";
import { describe, expect, it } from "vitest";
import {
  apiUrl,
  choice,
  duration,
  type Field,
  flag,
  gpus,
  integer,
  list,
  optional,
  positive,
  token,
} from "./fields.ts";

const reads = <T>(field: Field<T>, text: string) => {
  const parsed = field(text);
  return parsed.ok ? parsed.value : `allowed is ${parsed.reason}`;
};

describe("a list of GPUs", () => {
  it.each([
    ["any", [{ name: "any", count: null }]],
    ["Any:2", [{ name: "Any", count: 2 }]],
    ["H100", [{ name: "H100", count: 1 }]],
    [
      " H100 , A100_80G : 2,\n\nL40S:64 ",
      [
        { name: "H100", count: 1 },
        { name: "A100_80G", count: 2 },
        { name: "L40S", count: 64 },
      ],
    ],
  ])("%j is %j", (text, wishes) => {
    expect(reads(gpus, text)).toEqual(wishes);
  });

  it.each([
    "",
    " , ",
    "H100:0",
    "H100:65",
    "H100:",
    "H100:two",
    "H100:-1",
    "H100:1.5",
    "H100 A100",
    ":2",
    "-H100",
    "H100;rm",
    "H".repeat(41),
    "L4, H100:0",
  ])("%j is refused as a whole", (text) => {
    expect(reads(gpus, text)).toMatch(/^allowed is `any`, or a list of GPU names, .* from 1 to 64/);
  });
});

describe("a span of time", () => {
  const lifetime = duration({ minMs: MINUTE_MS, maxMs: 5 * DAY_MS });

  it.each([
    ["1m", MINUTE_MS],
    ["90m", 90 * MINUTE_MS],
    ["1H30M", 90 * MINUTE_MS],
    ["5d", 5 * DAY_MS],
    ["120h", 120 * HOUR_MS],
  ])("%s is %i ms", (text, ms) => {
    expect(reads(lifetime, text)).toBe(ms);
  });

  it.each(["", "0", "59s", "5d1s", "2 hours please", "2", "-2h", "1.5h", "30m1h", "9999999d"])(
    "%j is refused, and the bounds are told",
    (text) => {
      expect(reads(lifetime, text)).toBe(
        "allowed is a duration such as `90m`, `2h`, `1h30m` or `1d`, from 1m to 5d",
      );
    },
  );
});

describe("a number", () => {
  it.each([
    ["2", 2],
    ["2.5", 2.5],
    ["0.000001", 0.000001],
  ])("%s above zero is %d", (text, value) => {
    expect(reads(positive("GB"), text)).toBe(value);
  });

  it.each(["0", "0.0", "-1", "+1", "1e3", "1,5", "NaN", "Infinity", "0x10", "2 GB", "0.0000001"])(
    "%s is none above zero",
    (text) => {
      expect(reads(positive("GB"), text)).toMatch(/^allowed is a number of GB above 0/);
    },
  );

  it.each(["0", "11", "3.0", "-3", "3x", ""])("%j is no whole number from 1 to 10", (text) => {
    expect(reads(integer(1, 10), text)).toBe("allowed is a whole number from 1 to 10");
  });

  it("may be either end of its range", () => {
    expect([reads(integer(1, 10), "1"), reads(integer(1, 10), "10")]).toEqual([1, 10]);
  });
});

describe("a flag", () => {
  it.each(["true", "True", "TRUE", "false", "False", "FALSE"])("may be %s", (text) => {
    expect(reads(flag, text)).toBe(text.toLowerCase() === "true");
  });

  it.each(["", "yes", "1", "tRUE", "on"])("may not be %j", (text) => {
    expect(reads(flag, text)).toBe("allowed is `true` or `false`");
  });
});

describe("a word", () => {
  it("of a choice is taken in any case, and only from the choice", () => {
    expect(reads(choice("vm", "baremetal"), "VM")).toBe("vm");
    expect(reads(choice("vm", "baremetal"), "vms")).toBe("allowed is `vm` or `baremetal`");
  });

  it.each(["a b", "a\nb", "ä", "", "x".repeat(513)])("%j is no id", (text) => {
    expect(reads(token, text)).toBe("allowed is one word of visible ASCII characters");
  });

  it("may be left out where it is optional, and is not wrong then", () => {
    expect(reads(optional(token), "")).toBeUndefined();
    expect(reads(optional(token), "a b")).toMatch(/^allowed is/);
  });

  it("of a list ends at a comma or a line break, and blanks around it go", () => {
    expect(reads(list, "oslo-norway-1, New York\n NO ,,")).toEqual([
      "oslo-norway-1",
      "New York",
      "NO",
    ]);
    expect(reads(list, " ")).toEqual([]);
  });
});

describe("the API's URL", () => {
  it.each([
    ["https://api.cloud.sesterce.com", "https://api.cloud.sesterce.com"],
    ["https://proxy.example/sesterce//", "https://proxy.example/sesterce"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://localhost:8080", "http://localhost:8080"],
    ["http://[::1]:8080", "http://[::1]:8080"],
  ])("may be %s", (text, url) => {
    expect(reads(apiUrl, text)).toBe(url);
  });

  it.each([
    "",
    "api.cloud.sesterce.com",
    "http://api.cloud.sesterce.com",
    "http://127.0.0.1.evil.example",
    "http://localhost.evil.example",
    "http://127.0.0.1@evil.example",
    "https://user:pass@api.example",
    "https://:pass@api.example",
    "https://api.example?x=1",
    "https://api.example?",
    "https://api.exam\nple",
    "https://api.example#x",
    "ftp://api.example",
    "file:///etc/passwd",
  ])("may not be %j, since the key travels there", (text) => {
    expect(reads(apiUrl, text)).toMatch(/^allowed is an https URL without query/);
  });
});
