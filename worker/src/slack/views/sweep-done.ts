/** What a sweep has done that somebody asked for. Pure; mrkdwn. */

export interface SweepDone {
  /** It came to its end. */
  readonly isGood: boolean;
  /** Of each row of evidence that it wrote. */
  readonly kinds: readonly string[];
}

const DONE: readonly (readonly [kind: string, words: string])[] = [
  ["deleted", "deleted"],
  ["delete-failed", "delete failed"],
  ["delete-sent", "delete sent, not yet seen"],
  ["delete-lost", "changed by somebody else meanwhile"],
  ["marked", "marked, a later look must agree"],
  ["owner-ended", "found to have ended"],
  ["owner-missing", "run not found"],
  ["owner-unknown", "not known"],
];

export function sweepDoneLines({ isGood, kinds }: SweepDone): string[] {
  const counts = DONE.flatMap(([kind, words]) => {
    const many = kinds.filter((one) => one === kind).length;
    return many === 0 ? [] : [`${words}: ${many}`];
  });
  const told = kinds.filter((kind) => kind.startsWith("told-")).length;
  const all = [...counts, ...(told > 0 ? [`told in the channel: ${told}`] : [])];
  const what = all.length === 0 ? "nothing new was found, and nothing ended" : all.join(" · ");
  return isGood
    ? [`*Swept:* ${what}.`]
    : [
        `*The sweep did not come to its end:* ${what}. The Worker's log says why (\`sweep-failed\`, \`look-not-good\`); the next comes within two minutes.`,
      ];
}
