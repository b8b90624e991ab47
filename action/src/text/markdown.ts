/** Text for Markdown. Pure. */
import { oneLine } from "@sesterce-gpu/shared";

/** One line of at most `max` characters without anything that Markdown or HTML would act on. */
export const plainMarkdown = (text: string, max = 400): string =>
  oneLine(text, max).replace(/[|`*<>[\]\\]/g, (character) => `&#${character.charCodeAt(0)};`);
