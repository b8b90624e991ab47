/** JSON in a column of text, as the first half of a pipe. What is no JSON is an issue. */
import * as z from "zod/mini";

export const JsonText = z.pipe(
  z.string(),
  z.transform((text, { issues }): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      issues.push({ code: "custom", input: text, message: "No JSON." });
      return z.NEVER;
    }
  }),
);
