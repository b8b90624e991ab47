/**
 * Slack's limits as its Block Kit reference states them (docs.slack.dev/reference/block-kit), read
 * for this end alone: the Worker has its own reading. Lengths in characters unless they say bytes.
 */
export const LIMITS = {
  message: { blocks: 50, text: 40_000, markdown: 12_000 },
  /** Of chat.update, with `&`, `<` and `>` escaped: seen in the field, not in the docs. */
  update: { textBytes: 4_000 },
  view: { blocks: 100, title: 24, button: 24, metadata: 3_000, bytes: 250_000 },
  id: 255,
  text: 3_000,
  section: { fields: 10, field: 2_000 },
  header: 150,
  context: 10,
  actions: 25,
  image: { url: 3_000, alt: 2_000, title: 2_000 },
  input: { label: 2_000, hint: 2_000 },
  button: { text: 75, value: 2_000, url: 3_000, label: 75 },
  confirm: { title: 100, text: 300, button: 30 },
  option: { text: 75, value: 150 },
  select: { placeholder: 150, options: 100 },
  choices: 10,
  overflow: 5,
  textInput: { placeholder: 150, length: 3_000 },
  table: { rows: 100, cells: 20, settings: 20, characters: 10_000 },
} as const;
