/** Slack's mrkdwn as HTML, as far as our messages use it. Pure. Text comes escaped already (`&amp;`, `&lt;`, `&gt;`). */

export function mrkdwnHtml(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part) => (part.startsWith("`") ? codeHtml(part) : wordsHtml(part)))
    .join("")
    .replaceAll("\n", "<br>");
}

const codeHtml = (part: string): string => `<code>${part.slice(1, -1)}</code>`;

function wordsHtml(text: string): string {
  return text
    .replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) =>
      tokenHtml(target, label),
    )
    .replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, "<b>$1</b>")
    .replace(/(?<![\w_])_([^_\n]+)_(?![\w_])/g, "<i>$1</i>");
}

/** `@U…` is a person, `!date^…` a time with its fallback, the rest a link. */
function tokenHtml(target: string, label: string | undefined): string {
  if (target.startsWith("@")) return personHtml(target.slice(1));
  if (target.startsWith("!date^")) return label ?? "";
  return `<a>${label ?? target}</a>`;
}

export const personHtml = (userId: string): string =>
  `<span class="person">@${userId === "U0OPERATOR" ? "operator" : userId}</span>`;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** For text that Slack shows as it is. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);
